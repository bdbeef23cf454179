# SPDX-License-Identifier: Apache-2.0
"""Trees of made sentences and how they are written as CoNLL-U (make_clauses.py, make_spanish.py)."""


class Node:
    """A word with its dependents on the left and on the right: (relation, node)."""

    def __init__(self, form, upos, feats="_", left=(), right=()):
        self.form, self.upos, self.feats, self.left, self.right = form, upos, feats, list(left), list(right)

    def words(self):
        for _, node in self.left:
            yield from node.words()
        yield self
        for _, node in self.right:
            yield from node.words()

    def first(self):
        return next(self.words()).form


def case(preposition, node):
    node.left.insert(0, ("case", Node(preposition, "ADP")))
    return node


def spaced(words, i):
    last = i + 1 == len(words)
    return last or not (words[i].form.endswith("'") or words[i + 1].form in {".", ","})


def write(name, root):
    """Prints the sentence of a tree, with a full stop and a capital."""
    root.right.append(("punct", Node(".", "PUNCT")))
    words = list(root.words())
    words[0].form = words[0].form[0].upper() + words[0].form[1:]
    places = {id(node): i + 1 for i, node in enumerate(words)}
    heads = {id(root): (0, "root")}
    for node in words:
        for relation, child in node.left + node.right:
            heads[id(child)] = (places[id(node)], relation)
    text = "".join(w.form + (" " if spaced(words, i) else "") for i, w in enumerate(words)).strip()
    print(f"# sent_id = {name}\n# text = {text}")
    for i, w in enumerate(words):
        misc = "_" if spaced(words, i) else "SpaceAfter=No"
        print(i + 1, w.form, "_", w.upos, "_", w.feats, *heads[id(w)], "_", misc, sep="\t")
    print()
