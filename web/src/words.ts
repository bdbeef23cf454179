// SPDX-License-Identifier: Apache-2.0
// The page's own words in French and English. What things are called (types, stages, dates, sums)
// comes from the server, which words it for the report too.
import { language } from "./state";

const WORDS = {
  desk: ["Bureau", "Desk"],
  ledger: ["Qui doit quoi", "Ledger"],
  quotes: ["Qui dit quoi", "Who says what"],
  actors: ["Acteurs", "Actors"],
  search: ["Chercher", "Search"],
  report: ["Rapport", "Report"],
  skip: ["Aller au contenu", "Skip to content"],
  views: ["Vues", "Views"],
  theme: ["Apparence", "Appearance"],
  auto: ["comme l’écran", "as the screen"],
  light: ["claire", "light"],
  dark: ["sombre", "dark"],
  language: ["Langue", "Language"],
  loading: ["Un instant…", "One moment…"],
  neutral: [
    "recoupe dit qui affirme quoi et si les autres affirment la même chose ; il ne dit pas qui a raison. Relevé automatique : chaque ligne mène aux mots de l’article.",
    "recoupe says who says what, and whether the others say the same; it does not say who is right. Made by machine: every line leads to the words of the article.",
  ],
  first_visit: ["Première visite : tout est nouveau.", "First visit: everything is new."],
  since_visit: ["Depuis votre dernière visite", "Since your last visit"],
  all_seen: ["Tout est vu", "Mark all as seen"],
  nothing_new: ["Rien de nouveau depuis votre dernière visite.", "Nothing new since your last visit."],
  show_all: ["Tout revoir", "Show everything"],
  disputed: ["Les sources se contredisent", "Sources contradict each other"],
  corroborated: ["Dit par plusieurs origines", "Said by several origins"],
  single_origin: ["Repose sur une seule origine", "Rests on one origin"],
  changed: ["Affirmations que de nouveaux articles reprennent", "Claims that new articles take up"],
  new_claims: ["Nouveau, et dit par plusieurs origines", "New, and said by several origins"],
  stories: ["Histoires", "Stories"],
  new_articles: ["nouveaux", "new"],
  new_one: ["nouveau", "new"],
  comparing: ["Les articles sont en cours de recoupement…", "The articles are being compared…"],
  map: ["Carte", "Map"],
  graph_short: ["Graphe", "Graph"],
  drawn_as: ["Dessin", "Drawing"],
  nowhere: ["sans lieu connu, donc pas sur la carte.", "without a known place, so not on the map."],
  more: ["autres", "more"],
  empty: ["Ce dossier est vide : ", "This dossier is empty: "],
  timeline: ["Chronologie", "Timeline"],
  timeline_help: [
    "Un point est un jour connu ; une barre, le temps où cela a pu se passer.",
    "A dot is a known day; a bar, the time in which it may have been.",
  ],
  matrix: ["Qui rapporte quoi", "Who reports what"],
  claim: ["Affirmation", "Claim"],
  sources: ["Les articles", "The articles"],
  says: ["le dit", "says so"],
  otherwise: ["dit autrement", "says otherwise"],
  silent: ["n’en dit rien", "says nothing of it"],
  copied: ["le dit, texte copié de", "says so, text copied from"],
  copied_short: ["le dit dans un texte copié", "says so in a copied text"],
  copied_from: ["copié de", "copied from"],
  only_strong: ["Autres affirmations, d’une seule origine", "Other claims, of one origin"],
  origins: ["origines indépendantes", "independent origins"],
  origin: ["origine", "origin"],
  sentences: ["Phrase par phrase", "Sentence by sentence"],
  sentences_help: [
    "Les mots soulignés diffèrent de la phrase de référence.",
    "Underlined words differ from the sentence of reference.",
  ],
  reference: ["référence", "reference"],
  make_reference: ["comparer à celle-ci", "compare with this one"],
  other_language: ["autre langue : mots non comparés", "another language: words not compared"],
  open_article: ["Lire dans l’article", "Read in the article"],
  differences: ["En quoi elles diffèrent", "How they differ"],
  no_differences: ["Aucune différence de date, de nombre, de montant ou de fait n’a été relevée.", "No difference of date, count, money or fact was found."],
  compatible_why: [
    "Compatible : les deux valeurs peuvent être vraies ensemble (arrondi, borne, partie d’un total).",
    "Compatible: both values can hold together (a rounding, a bound, a part of a total).",
  ],
  update_why: [
    "Mise à jour : un article plus récent donne un stade ou un total plus avancé.",
    "Update: a later article gives a later stage or a higher running total.",
  ],
  conflict_why: [
    "Désaccord : ces valeurs ne peuvent pas être vraies toutes deux. recoupe ne tranche pas.",
    "Conflict: these values cannot both hold. recoupe takes no side.",
  ],
  field: ["Sur", "On"],
  values: ["Valeurs", "Values"],
  relation: ["Rapport", "Relation"],
  silent_heading: ["Articles de l’histoire qui n’en disent rien", "Articles of the story that say nothing of it"],
  independent: ["Origines indépendantes", "Independent origins"],
  why: ["Rapproché car", "Joined because"],
  rule: ["règle", "rule"],
  in_story: ["Dans l’histoire", "In the story"],
  giver: ["Donneur", "Giver"],
  receiver: ["Bénéficiaire", "Receiver"],
  what: ["Objet", "What"],
  amount: ["Montant", "Amount"],
  stage: ["Stade", "Stage"],
  deadline: ["Échéance", "Deadline"],
  passed: ["dépassée", "passed"],
  all: ["tous", "all"],
  filter: ["Filtrer", "Filter"],
  category: ["Nature", "Category"],
  only_deadlines: ["avec échéance", "with a deadline"],
  csv: ["Télécharger en CSV", "Download as CSV"],
  totals: ["Totaux de ce qui est affiché", "Totals of what is shown"],
  totals_help: [
    "Sommes des bornes basses et hautes, par monnaie et par stade ; rien n’est converti ni compté en moyenne.",
    "Sums of the low and high bounds, by currency and stage; nothing is converted or averaged.",
  ],
  rows: ["engagements", "commitments"],
  not_reached: ["pas atteint", "not reached"],
  speakers: ["Qui parle", "Who speaks"],
  unnamed: ["sans nom", "unnamed"],
  by_state: ["Capitales et gouvernements comptent comme leur pays", "Capitals and governments count as their country"],
  period: ["Période", "Period"],
  from: ["de", "from"],
  to: ["à", "to"],
  graph: ["Qui agit envers qui", "Who acts on whom"],
  graph_help: [
    "La flèche va de qui agit vers qui reçoit ; son épaisseur dit le nombre d’affirmations. Choisissez un acteur pour ne voir que ses liens.",
    "An arrow goes from who acts to who receives; its width is the number of claims. Choose an actor to see its links alone.",
  ],
  links: ["Liens", "Links"],
  left_out: ["acteurs plus rares ne sont pas montrés", "rarer actors are not shown"],
  claims: ["affirmations", "claims"],
  show: ["Montrer", "Show"],
  findings_here: ["Ce qui est relevé ici", "What is found here"],
  click_help: [
    "Choisissez un passage marqué : règle, valeur, correction.",
    "Choose a marked passage: rule, value, correction.",
  ],
  reject: ["Ce n’en est pas un : rejeter", "It is not one: reject"],
  reattribute: ["Attribuer à…", "Attribute to…"],
  merge: ["Réunir", "Merge"],
  split: ["C’est quelqu’un d’autre : séparer", "It is somebody else: split off"],
  name: ["Nom", "Name"],
  give: ["Attribuer", "Attribute"],
  close: ["Fermer", "Close"],
  undo: ["Annuler", "Undo"],
  corrected: ["Correction enregistrée", "Correction recorded"],
  undone: ["Correction annulée", "Correction undone"],
  corrections: ["Corrections de cet article", "Corrections of this article"],
  original: ["Adresse d’origine", "Original address"],
  no_date: ["date inconnue", "date unknown"],
  confidence: ["Trouvé par une règle.", "Found by a rule."],
  confidence_model: ["Trouvé par un modèle statistique, moins sûr qu’une règle.", "Found by a statistical model, less sure than a rule."],
  confidence_list: ["Trouvé dans une liste de noms connus.", "Found in a list of known names."],
  confidence_unknown: ["Sa justesse n’a pas été mesurée dans cette langue.", "How often it is right was not measured in this language."],
  unsaid: ["non précisé", "not said"],
  empty_cell: ["vide : article trop ancien, ou une seule origine", "empty: article too early, or one origin alone"],
  grammar: ["Tout ce qui se cherche", "All that can be searched"],
  search_help: [
    "Des mots, des \"expressions\", des débuts de mots livr*, des champs :",
    "Words, \"phrases\", beginnings deliver*, fields:",
  ],
  no_hits: ["Rien trouvé.", "Nothing found."],
  more_hits: ["Il y en a davantage ; précisez la recherche.", "There are more; narrow the search."],
  changed_live: ["Le dossier a changé.", "The dossier has changed."],
  refresh: ["Actualiser", "Refresh"],
  not_found: ["Il n’y a pas de telle page.", "There is no such page."],
  articles: ["articles", "articles"],
} satisfies Record<string, [string, string]>;

export type Word = keyof typeof WORDS;

export function say(word: Word): string {
  return WORDS[word][language.value === "en" ? 1 : 0];
}
// "Sur : …"
export function colon(): string {
  return language.value === "en" ? ": " : "\u00a0: ";
}

const KINDS: Record<string, [string, string]> = {
  mentions: ["Mention", "Mention"], times: ["Date ou durée", "Time"], amounts: ["Quantité", "Amount"],
  quotes: ["Citation", "Quote"], events: ["Événement", "Event"], commitments: ["Engagement", "Commitment"],
};
// One finding of that list.
export function kindWord(kind: string): string {
  return KINDS[kind]?.[language.value === "en" ? 1 : 0] ?? kind;
}

// What the server tells of a request, in French; all after a colon is kept: 'what:foo' (character 1).
// web/test/page.mjs holds that what a search may be told (src/store/query.c, search.c) stands here.
const PROBLEMS: Record<string, string> = {
  "there is no such page": "Il n’y a pas de telle page.", "there is no such story": "Il n’y a pas de telle histoire.",
  "there is no such claim": "Il n’y a plus de telle affirmation.", "no such document": "Il n’y a pas de tel article.",
  "this value is not known": "Cette valeur n’est pas connue", "the quotation mark is never closed": "Le guillemet n’est pas refermé",
  "a word is missing": "Il manque un mot", "the name of a field is missing": "Il manque le nom du champ",
  "there is no such field": "Ce champ n’existe pas",
  "a field cannot stand in another field's parentheses": "Un champ ne peut pas se trouver entre les parenthèses d’un autre",
  "nothing stands in the parentheses": "Les parenthèses sont vides", "no parenthesis was opened": "Aucune parenthèse n’est ouverte",
  "the parenthesis is never closed": "La parenthèse n’est pas refermée", "nothing stands before": "Il manque quelque chose avant",
  "the query ends too early": "La recherche finit trop tôt", "the query is nested too deeply": "Trop de parenthèses sont emboîtées",
  "the query is too long": "La recherche est trop longue.", "the query has too many words": "La recherche a trop de mots",
  "the query is empty": "La recherche est vide.",
  "the query has too many parts that mix words of articles and fields of findings":
    "La recherche mêle trop souvent des mots d’articles et des champs.",
  "this dossier has no index of this version: `recoupe rebuild` makes one":
    "Ce dossier n’a pas l’index de cette version ; la commande « recoupe rebuild » le fait.",
};
export function problem(message: string): string {
  if (language.value === "en") return message.charAt(0).toUpperCase() + message.slice(1);
  const known = Object.keys(PROBLEMS).find((one) => message.includes(one));
  if (!known) return message;
  const rest = message.slice(message.indexOf(known) + known.length).replace(/^:/, "\u00a0:").replace("character", "caractère");
  return PROBLEMS[known] + rest;
}

// Values of findings in French, by their key where a word has two meanings; in English they are words already.
const VALUES: Record<string, string> = {
  person: "personne", organisation: "organisation", place: "lieu", country: "pays", weapon: "arme", programme: "programme",
  work: "œuvre", event: "événement", other: "autre", DATE: "date", TIME: "heure", DURATION: "durée", SET: "répétition",
  explicit: "dit tel quel", published: "jour de l’article", context: "le contexte", number: "nombre", count: "nombre de choses",
  money: "argent", percent: "pourcentage", length: "longueur", mass: "masse", area: "surface", volume: "volume", speed: "vitesse",
  temperature: "température", age: "âge", ordinal: "rang", fraction: "fraction", more_than: "plus de", at_least: "au moins",
  less_than: "moins de", at_most: "au plus", about: "environ", between: "entre", direct: "discours direct",
  indirect: "discours indirect", mixed: "mêlé", positive: "affirmé", negative: "nié", START: "début", MID: "milieu", END: "fin",
  APPROX: "environ", MORE_THAN: "plus de", LESS_THAN: "moins de", EQUAL_OR_MORE: "au moins", EQUAL_OR_LESS: "au plus",
  BEFORE: "avant", AFTER: "après",
};
const NAMED = new Set(["kind", "type", "basis", "modifier", "mod", "mode", "polarity"]);
export function named(key: string, value: string): string | undefined {
  if (!NAMED.has(key)) return undefined;
  return language.value === "fr" ? VALUES[value] : value.toLowerCase().replaceAll("_", " ");
}

// Keys of findings in French; in English they are words already.
const FIELDS: Record<string, string> = {
  kind: "sorte", entity: "entité", value: "valeur", value_to: "jusqu’à", modifier: "nuance", unit: "unité", mod: "nuance",
  earliest: "au plus tôt", latest: "au plus tard", basis: "d’après", mode: "mode", speaker: "qui parle", cue: "verbe",
  type: "type", cameo: "code CAMEO", actors: "acteurs", recipients: "destinataires", object: "objet", amounts: "quantités",
  when: "quand", where: "où", polarity: "fait", status: "état", said_by: "selon", hedged: "au conditionnel",
  givers: "donneurs", receivers: "bénéficiaires", via: "par", goods: "objet", category: "nature", count: "nombre",
  money: "montant", stage: "stade", deadline: "échéance",
};
export function field(key: string): string {
  return (language.value === "fr" && FIELDS[key]) || key.replaceAll("_", " ");
}
