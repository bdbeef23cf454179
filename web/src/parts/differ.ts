// SPDX-License-Identifier: Apache-2.0
// Which words of a sentence are not in the sentence of reference, by their longest common
// subsequence; case and kinds of apostrophe do not count.
export interface Piece { text: string; differs: boolean }

function pieces(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+(?:[.,][\p{N}]+)*|[^\p{L}\p{N}]+/gu) ?? [];
}
const isWord = (piece: string) => /[\p{L}\p{N}]/u.test(piece);

export function differ(reference: string, text: string): Piece[] {
  const known = pieces(reference).filter(isWord).map((word) => word.toLowerCase());
  const all = pieces(text);
  const words = all.filter(isWord).map((word) => word.toLowerCase());
  const width = words.length + 1;
  const length = new Uint16Array((known.length + 1) * width);
  for (let i = known.length - 1; i >= 0; i--)
    for (let k = words.length - 1; k >= 0; k--)
      length[i * width + k] = known[i] === words[k]
        ? length[(i + 1) * width + k + 1]! + 1
        : Math.max(length[(i + 1) * width + k]!, length[i * width + k + 1]!);
  const kept = new Set<number>();
  for (let i = 0, k = 0; i < known.length && k < words.length;) {
    if (known[i] === words[k]) { kept.add(k); i++; k++; }
    else if (length[(i + 1) * width + k]! >= length[i * width + k + 1]!) i++;
    else k++;
  }
  let place = 0;
  return all.map((piece) => ({ text: piece, differs: isWord(piece) && !kept.has(place++) }));
}
