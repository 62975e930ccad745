import type { DoctorReport } from '../../../server/protocol/doctor.ts'

/** A machine without a graphics card on which all is well. */
export const wellReport: DoctorReport = {
  schemaVersion: 1,
  latent: '0.2.0',
  node: '20.0.0',
  platform: 'linux-x64',
  engine: { version: '3.22.1', platformPackages: ['@node-llama-cpp/linux-x64'] },
  processor: { name: 'Some CPU', cores: 8 },
  memory: { totalBytes: 16 * 2 ** 30, freeBytes: 8 * 2 ** 30 },
  graphics: [],
  backends: [
    { backend: 'cuda', outcome: 'refused', devices: [], reason: 'no NVIDIA driver' },
    { backend: 'vulkan', outcome: 'refused', devices: [], reason: 'no device' },
    { backend: 'cpu', outcome: 'works', devices: ['8 cores'] },
  ],
  packs: [
    { name: 'cuda', installed: false, bytes: 2 ** 30, suitsDriver: false },
    { name: 'cuda12', installed: false, bytes: 2 ** 30, suitsDriver: false },
  ],
  models: {
    folder: '/home/maria/models',
    freeBytes: 50 * 2 ** 30,
    files: [{ name: 'starter.gguf', bytes: 2 ** 29 }],
    begunBytes: 0,
  },
  states: { bytes: 0 },
  model: { name: 'starter', path: '/home/maria/models/starter.gguf', bytes: 2 ** 29 },
  loaded: {
    model: 'starter',
    architecture: 'qwen2',
    backend: 'cpu',
    device: '8 cores',
    backendReason: 'cuda: no NVIDIA driver; vulkan: no device',
    contextSize: 4096,
    kvCacheBytesPerToken: 12288,
    capabilities: { fim: true, chat: true, score: false },
    loadMs: 900,
  },
  calibration: 'shipped',
  speed: { promptTokensPerSecond: 300, generatedTokensPerSecond: 60 },
}
