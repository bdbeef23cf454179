#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes French sentences of our own as CoNLL-U, words and contractions alone: after which verbs des and du are an article
(annonce des mesures, boit du vin) and after which a preposition with its article (dispose des moyens, sort du bureau).
make_contractions.py >fr_contractions.conllu; recoupe-train segment learns from it."""

SUBJECTS = ["Le gouvernement", "La ville", "Elle", "Le ministre", "Notre voisin", "Paris", "L'entreprise", "Il"]
PLURALS = ["Les députés", "Ils", "Les deux pays", "Elles", "Nos alliés", "Les ouvriers"]
NOUNS = ["mesures", "drones", "armes", "livres", "salaires", "moyens", "soldats", "maisons", "lettres", "accords", "preuves", "camions",
         "projets", "résultats", "élections", "réformes", "tableaux", "terres", "aides", "routes", "dossiers", "critiques"]
ADJECTIVES = ["", "", " importantes", " récents", " nouveaux", " nécessaires", " promis"]
# present singular, present plural, participle
OBJECT = """annonce annoncent annoncé; achète achètent acheté; adopte adoptent adopté; apporte apportent apporté; attend attendent attendu;
autorise autorisent autorisé; cherche cherchent cherché; choisit choisissent choisi; commande commandent commandé; construit construisent construit;
contrôle contrôlent contrôlé; crée créent créé; découvre découvrent découvert; demande demandent demandé; détruit détruisent détruit;
dépense dépensent dépensé; donne donnent donné; écrit écrivent écrit; embauche embauchent embauché; émet émettent émis; enregistre enregistrent enregistré;
envoie envoient envoyé; exige exigent exigé; fabrique fabriquent fabriqué; fournit fournissent fourni; impose imposent imposé; lance lancent lancé;
livre livrent livré; mène mènent mené; négocie négocient négocié; obtient obtiennent obtenu; offre offrent offert; organise organisent organisé;
ouvre ouvrent ouvert; perd perdent perdu; prend prennent pris; prépare préparent préparé; présente présentent présenté; prévoit prévoient prévu;
produit produisent produit; propose proposent proposé; publie publient publié; reçoit reçoivent reçu; réclame réclament réclamé; recrute recrutent recruté;
refuse refusent refusé; remporte remportent remporté; signe signent signé; soulève soulèvent soulevé; subit subissent subi; tire tirent tiré;
touche touchent touché; trouve trouvent trouvé; utilise utilisent utilisé; vend vendent vendu; vise visent visé; visite visitent visité; voit voient vu;
finit finissent fini; commence commencent commencé; évacue évacuent évacué; arrête arrêtent arrêté; blesse blessent blessé; tue tuent tué;
transporte transportent transporté; soutient soutiennent soutenu; accueille accueillent accueilli; ajoute ajoutent ajouté; lit lisent lu;
entend entendent entendu; reprend reprennent repris; provoque provoquent provoqué; cause causent causé; saisit saisissent saisi;
possède possèdent possédé; installe installent installé; forme forment formé; compte comptent compté; finance financent financé"""
GOVERNED = """parle parlent parlé; dispose disposent disposé; bénéficie bénéficient bénéficié; profite profitent profité; dépend dépendent dépendu;
doute doutent douté; hérite héritent hérité; jouit jouissent joui; manque manquent manqué; rêve rêvent rêvé; témoigne témoignent témoigné;
discute discutent discuté; débat débattent débattu; traite traitent traité; abuse abusent abusé; change changent changé; souffre souffrent souffert;
tient compte tiennent compte tenu compte; a besoin ont besoin eu besoin; a peur ont peur eu peur; fait partie font partie fait partie;
prend acte prennent acte pris acte; décide décident décidé"""
REFLEXIVE = """s'agit; se méfie; se plaint; se passe; s'occupe; se sert; se souvient; s'éloigne; se sépare; s'inspire; s'empare; se réjouit; s'inquiète;
s'étonne; se prive; se moque; s'approche; se retire; se dote; se prononce sur l'avenir"""
MOVED = "revient; sort; vient; part; arrive; descend; rentre; provient; s'échappe; s'enfuit; tombe; émane"
PLACES = ["États-Unis", "Pays-Bas", "quartiers nord", "prisons", "Émirats", "Antilles", "vestiaires", "Philippines"]
STUFF = ["vin", "pain", "pétrole", "gaz", "blé", "riz", "matériel", "carburant", "temps", "bruit", "bois", "café", "sable", "fer"]
OPENINGS = """Selon la police; Hier; Selon des= sources proches; À Paris; Depuis mardi; Dans la nuit; Pour la première fois; Ailleurs; En mai; Au sud;
Sur place; D'après lui; Cette semaine; Malgré la trêve"""
PARTITIVE = "boit; achète; vend; mange; produit; importe; exporte; consomme; veut; prend; perd; fait; livre; demande; trouve; stocke; reçoit; gagne"
SINGULARS = ["bureau", "ministère", "projet", "port", "marché", "conseil", "nord", "stade", "dossier", "palais"]
FROM = "sort; vient; parle; dépend; revient; part; s'occupe; se méfie; dispose; profite; arrive; se retire; s'approche; bénéficie"

count = 0


def tokens(text):
    for word in text.replace("l'", "l' ").replace("L'", "L' ").replace("s'", "s' ").split():
        yield word


def sentence(before, contraction, after):
    """One sentence: des and du in `after` are written des= for an article and des+ for two words."""
    global count
    count += 1
    number, rows = 1, []
    for word in list(tokens(before)) + [contraction] + list(tokens(after)) + ["."]:
        form, space = word.rstrip("+="), "_"
        if word[-1] == "+":
            parts = {"des": ("de", "les"), "du": ("de", "le")}[form]
            rows.append(f"{number}-{number + 1}\t{form}" + "\t_" * 8)
            rows += [f"{number + i}\t{part}" + "\t_" * 8 for i, part in enumerate(parts)]
            number += 2
            continue
        rows.append(f"{number}\t{form}" + "\t_" * 7 + ("\tSpaceAfter=No" if form[-1] == "'" else "\t_"))
        number += 1
    rows[-2] = rows[-2][:-1] + "SpaceAfter=No"
    print("\n".join(rows) + "\n")


def pick(items, step=1):
    return items[(count * step) % len(items)]


def verbs(text):
    for entry in text.replace("\n", " ").split(";"):
        words = entry.split()
        third = len(words) // 3
        yield " ".join(words[:third]), " ".join(words[third:2 * third]), " ".join(words[2 * third:])


def simple(text):
    return [entry.strip() for entry in text.replace("\n", " ").split(";")]


def main():
    for mark, group in (("=", OBJECT), ("+", GOVERNED)):
        for one, many, participle in verbs(group):
            sentence(f"{pick(SUBJECTS)} {one}", "des" + mark, pick(NOUNS, 3) + pick(ADJECTIVES))
            sentence(f"{pick(PLURALS)} {many}", "des" + mark, f"{pick(NOUNS, 5)} et des{mark} {pick(NOUNS, 7)}")
            sentence(f"{pick(SUBJECTS)} a {participle}", "des" + mark, pick(NOUNS, 5) + pick(ADJECTIVES, 3))
            sentence(f"{pick(PLURALS)} ont {participle} hier", "des" + mark, pick(NOUNS, 7))
    for opening in simple(OPENINGS):
        sentence(opening + " ,", "des=", f"{pick(NOUNS, 3)} ont été {pick([v[2] for v in verbs(OBJECT)], 5)}")
    for verb in simple(REFLEXIVE):
        sentence(f"{pick(SUBJECTS)} {verb}", "des+", pick(NOUNS, 3) + pick(ADJECTIVES))
        sentence("Il " + verb, "des+", pick(NOUNS, 5))
    for verb in simple(MOVED):
        sentence(f"{pick(SUBJECTS)} {verb}", "des+", pick(PLACES))
        sentence(f"Il {verb}", "des+", pick(PLACES, 3))
    for verb in simple(PARTITIVE):
        for subject in ("Le pays", "Elle", "L'usine"):
            sentence(f"{subject} {verb}", "du=", pick(STUFF, 3))
        sentence(f"{pick(SUBJECTS)} {verb}", "du=", f"{pick(STUFF, 5)} et du= {pick(STUFF)}")
        sentence(f"{pick(SUBJECTS)} {verb}", "du=", f"{pick(STUFF, 5)} et des= {pick(NOUNS)}")
    for verb in simple(FROM):
        sentence(f"{pick(SUBJECTS)} {verb}", "du+", pick(SINGULARS, 3))
        sentence(f"Elle {verb}", "du+", pick(SINGULARS))


if __name__ == "__main__":
    main()
