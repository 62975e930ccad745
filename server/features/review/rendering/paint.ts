/** How a piece of text is set off from what stands around it. */
export type Style = 'bold' | 'dim' | 'italic' | 'red' | 'green' | 'yellow' | 'blue' | 'cyan'

/** Sets text off by a style, or leaves it as it is where the output is not a terminal or colours are not wanted. */
export type Paint = (style: Style, text: string) => string

export const plain: Paint = (_style, text) => text
