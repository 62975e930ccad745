/**
 * The key of the model itself, without its adapters. For measurements that hold nearly as well with a light adapter, and where being
 * wrong costs little.
 */
export function modelKeyOf(calibrationKey: string): string {
  return calibrationKey.split('+', 1)[0] ?? calibrationKey
}
