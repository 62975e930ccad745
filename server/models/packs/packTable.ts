// Written by `node scripts/enginePacks.mjs` from what the registries have. Do not edit.
import type { PackTable } from './enginePack.ts'

export const packTable: PackTable = {
  version: '3.22.1',
  packs: [
    {
      name: 'cuda',
      platform: 'linux-x64',
      parts: [
        {
          file: 'node-llama-cpp-linux-x64-cuda-3.22.1.tgz',
          bytes: 142898030,
          unpackedBytes: 189352027,
          digest: 'sha512-8rQCjyNNLZJUFit+YpjwlC4hwkKgOMIkB2wuycKBf8NU2O3ySKbiWZQ8aw9ku2nUTXjSnUIrE6KB88itduTBuA==',
          archive: 'tar',
          registry: 'npm',
          address: '@node-llama-cpp/linux-x64-cuda/-/linux-x64-cuda-3.22.1.tgz',
          licence: 'MIT',
          take: [
            {
              from: 'package/',
              to: '@node-llama-cpp/linux-x64-cuda/',
            },
          ],
        },
        {
          file: 'nvidia_cuda_runtime-13.0.96-py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64.whl',
          bytes: 2243632,
          unpackedBytes: 704288,
          digest: '7f82250d7782aa23b6cfe765ecc7db554bd3c2870c43f3d1821f1d18aebf0548',
          archive: 'zip',
          registry: 'python',
          address:
            '2e/24/d1558f3b68b1d26e706813b1d10aa1d785e4698c425af8db8edc3dced472/nvidia_cuda_runtime-13.0.96-py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64.whl',
          licence: 'NVIDIA CUDA EULA',
          take: [
            {
              from: 'nvidia/cu13/lib/libcudart.so.13',
              to: '@node-llama-cpp/linux-x64-cuda/bins/linux-x64-cuda/libcudart.so.13',
            },
            {
              from: 'nvidia_cuda_runtime-13.0.96.dist-info/licenses/License.txt',
              to: 'licences/nvidia-cuda-runtime.txt',
            },
          ],
        },
        {
          file: 'nvidia_cublas-13.0.2.14-py3-none-manylinux_2_27_x86_64.whl',
          bytes: 420882912,
          unpackedBytes: 593973192,
          digest: '0cf238ffdbe46c00cb9aa98e7bca745c223a5ca5a53e686ac8b3e5a08fe80d6c',
          archive: 'zip',
          registry: 'python',
          address:
            '28/d4/30e630055d8e0f7058cc0d39e562c965d692f4735537d3f02f45d579a280/nvidia_cublas-13.0.2.14-py3-none-manylinux_2_27_x86_64.whl',
          licence: 'NVIDIA CUDA EULA',
          take: [
            {
              from: 'nvidia/cu13/lib/libcublas.so.13',
              to: '@node-llama-cpp/linux-x64-cuda/bins/linux-x64-cuda/libcublas.so.13',
            },
            {
              from: 'nvidia/cu13/lib/libcublasLt.so.13',
              to: '@node-llama-cpp/linux-x64-cuda/bins/linux-x64-cuda/libcublasLt.so.13',
            },
            {
              from: 'nvidia_cublas-13.0.2.14.dist-info/licenses/License.txt',
              to: 'licences/nvidia-cublas.txt',
            },
          ],
        },
      ],
    },
    {
      name: 'cuda12',
      platform: 'linux-x64',
      parts: [
        {
          file: 'node-llama-cpp-linux-x64-cuda-3.22.1.tgz',
          bytes: 142898030,
          unpackedBytes: 30358755,
          digest: 'sha512-8rQCjyNNLZJUFit+YpjwlC4hwkKgOMIkB2wuycKBf8NU2O3ySKbiWZQ8aw9ku2nUTXjSnUIrE6KB88itduTBuA==',
          archive: 'tar',
          registry: 'npm',
          address: '@node-llama-cpp/linux-x64-cuda/-/linux-x64-cuda-3.22.1.tgz',
          licence: 'MIT',
          take: [
            {
              from: 'package/',
              to: '@node-llama-cpp/linux-x64-cuda/',
            },
          ],
          leave: ['package/bins/linux-x64-cuda/libggml-cuda.so'],
        },
        {
          file: 'node-llama-cpp-linux-x64-cuda-ext-3.22.1.tgz',
          bytes: 176664119,
          unpackedBytes: 374453766,
          digest: 'sha512-4e5ajkiM2aR2WAdB/N/ACk4weEhHvOAIrzxZPsIX0xDFW5+6hhShuy1/vs88SK9NGdgAco9IyE28eYS0H1efpA==',
          archive: 'tar',
          registry: 'npm',
          address: '@node-llama-cpp/linux-x64-cuda-ext/-/linux-x64-cuda-ext-3.22.1.tgz',
          licence: 'MIT',
          take: [
            {
              from: 'package/',
              to: '@node-llama-cpp/linux-x64-cuda-ext/',
            },
          ],
        },
        {
          file: 'nvidia_cuda_runtime_cu12-12.9.79-py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64.whl',
          bytes: 3493179,
          unpackedBytes: 741088,
          digest: '25bba2dfb01d48a9b59ca474a1ac43c6ebf7011f1b0b8cc44f54eb6ac48a96c3',
          archive: 'zip',
          registry: 'python',
          address:
            'bc/46/a92db19b8309581092a3add7e6fceb4c301a3fd233969856a8cbf042cd3c/nvidia_cuda_runtime_cu12-12.9.79-py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64.whl',
          licence: 'NVIDIA CUDA EULA',
          take: [
            {
              from: 'nvidia/cuda_runtime/lib/libcudart.so.12',
              to: '@node-llama-cpp/linux-x64-cuda-ext/bins/linux-x64-cuda/fallback/libcudart.so.12',
            },
            {
              from: 'nvidia_cuda_runtime_cu12-12.9.79.dist-info/licenses/License.txt',
              to: 'licences/nvidia-cuda-runtime-cu12.txt',
            },
          ],
        },
        {
          file: 'nvidia_cublas_cu12-12.9.1.4-py3-none-manylinux_2_27_x86_64.whl',
          bytes: 581242350,
          unpackedBytes: 854346880,
          digest: '453611eb21a7c1f2c2156ed9f3a45b691deda0440ec550860290dc901af5b4c2',
          archive: 'zip',
          registry: 'python',
          address:
            '77/3c/aa88abe01f3be3d1f8f787d1d33dc83e76fec05945f9a28fbb41cfb99cd5/nvidia_cublas_cu12-12.9.1.4-py3-none-manylinux_2_27_x86_64.whl',
          licence: 'NVIDIA CUDA EULA',
          take: [
            {
              from: 'nvidia/cublas/lib/libcublas.so.12',
              to: '@node-llama-cpp/linux-x64-cuda-ext/bins/linux-x64-cuda/fallback/libcublas.so.12',
            },
            {
              from: 'nvidia/cublas/lib/libcublasLt.so.12',
              to: '@node-llama-cpp/linux-x64-cuda-ext/bins/linux-x64-cuda/fallback/libcublasLt.so.12',
            },
            {
              from: 'nvidia_cublas_cu12-12.9.1.4.dist-info/licenses/License.txt',
              to: 'licences/nvidia-cublas-cu12.txt',
            },
          ],
        },
      ],
    },
  ],
}
