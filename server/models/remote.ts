/** What `latent.model` and `--model` are set to where servers of the user's own have the model. */
export const remoteModel = 'remote'

/** Whether a setting means the model of a server rather than one on this machine. */
export function isRemote(model: string): boolean {
  return model.trim() === remoteModel
}

/** The addresses in a setting or option: several, separated by blanks or commas, are servers with the same model. */
export function addressesIn(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((address) => address !== '')
}
