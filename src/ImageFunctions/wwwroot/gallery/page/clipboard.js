// Copying, which browsers allow on safe pages only and right after a click.

/**
 * Puts a text on the clipboard. It may still be on its way: some browsers forget the click while they wait for it, so they
 * are given the promise itself.
 * @param {string | Promise<string>} text
 */
export async function copy(text) {
  if (!navigator.clipboard) throw new Error('This browser copies on https pages only.');
  const coming = Promise.resolve(text);
  try {
    await navigator.clipboard.write([
      new ClipboardItem({ 'text/plain': coming.then((value) => new Blob([value], { type: 'text/plain' })) }),
    ]);
  } catch (error) {
    // Why there is no text says more than that it could not be written.
    await coming;
    throw error;
  }
}
