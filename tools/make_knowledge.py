#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes lexicon/knowledge/{countries,capitals,leaders,first_names,actors}.txt from open sources.

usage: make_knowledge.py DATA OUT     (DATA: the folder that holds events/ and language/)

Only sources whose licence lets the facts be shipped as they are: country codes (PDDL, datasets/
country-codes), CLDR territory names (Unicode licence), The World Factbook's leaders (CC0),
INSEE's first names (Licence Ouverte 2.0), OEDA's Phoenix actor dictionaries (MIT). Names that
newspapers use and those sources lack stand below, in ALIASES and CAPITALS.
"""
import gzip, json, os, re, subprocess, sys, unicodedata

ALIASES = {  # iso3: names as the press writes them; fr: and en: where only one language has it
    'USA': 'fr:États-Unis;fr:États-Unis d’Amérique;en:United States;en:United States of America;en:U.S.;en:US;USA;en:U.S.A.;en:America',
    'GBR': 'fr:Royaume-Uni;fr:Grande-Bretagne;en:United Kingdom;en:UK;en:U.K.;en:Britain;en:Great Britain',
    'RUS': 'fr:Russie;fr:Fédération de Russie;en:Russia;en:Russian Federation',
    'CHN': 'fr:Chine;en:China;fr:République populaire de Chine;en:People’s Republic of China;en:PRC',
    'KOR': 'fr:Corée du Sud;en:South Korea;fr:République de Corée;en:Republic of Korea;fr:Sud-Corée',
    'PRK': 'fr:Corée du Nord;en:North Korea;en:DPRK;fr:République populaire démocratique de Corée;fr:RPDC;en:Democratic People’s Republic of Korea',
    'COD': 'fr:République démocratique du Congo;fr:RDC;en:Democratic Republic of the Congo;en:Democratic Republic of Congo;en:DR Congo;en:DRC;fr:RD Congo;fr:Congo-Kinshasa;fr:Zaïre;en:Zaire;Congo',
    'COG': 'fr:Congo;fr:République du Congo;fr:Congo-Brazzaville;en:Congo;en:Republic of the Congo;en:Congo-Brazzaville',
    'BLR': 'fr:Biélorussie;fr:Bélarus;en:Belarus;fr:Belarus',
    'CZE': 'fr:République tchèque;fr:Tchéquie;en:Czech Republic;en:Czechia',
    'NLD': 'fr:Pays-Bas;en:Netherlands;en:Holland;fr:Hollande',
    'TUR': 'fr:Turquie;en:Turkey;Türkiye', 'SYR': 'fr:Syrie;en:Syria', 'IRN': 'Iran;fr:République islamique d’Iran;en:Islamic Republic of Iran',
    'VEN': 'Venezuela', 'BOL': 'fr:Bolivie;en:Bolivia', 'MDA': 'fr:Moldavie;en:Moldova;fr:Moldova',
    'TZA': 'fr:Tanzanie;en:Tanzania', 'VNM': 'fr:Vietnam;fr:Viêt Nam;en:Vietnam;en:Viet Nam', 'LAO': 'Laos',
    'IRQ': 'fr:Irak;en:Iraq;fr:Iraq', 'EGY': 'fr:Égypte;en:Egypt', 'MMR': 'fr:Birmanie;en:Burma;Myanmar',
    'CIV': 'fr:Côte d’Ivoire;en:Ivory Coast;en:Côte d’Ivoire', 'PSE': 'Palestine;fr:Territoires palestiniens;en:Palestinian Territories',
    'VAT': 'Vatican;fr:Saint-Siège;en:Holy See;en:Vatican City', 'HKG': 'Hong Kong;fr:Hongkong', 'MAC': 'Macao;en:Macau',
    'BRN': 'fr:Brunei;en:Brunei', 'CPV': 'fr:Cap-Vert;en:Cape Verde;en:Cabo Verde', 'MKD': 'fr:Macédoine du Nord;en:North Macedonia;fr:Macédoine;en:Macedonia',
    'KWT': 'fr:Koweït;en:Kuwait', 'SWZ': 'fr:Eswatini;en:Eswatini;Swaziland', 'TLS': 'fr:Timor oriental;en:East Timor;Timor-Leste',
    'FSM': 'fr:Micronésie;en:Micronesia', 'MUS': 'fr:Île Maurice;fr:Maurice;en:Mauritius', 'REU': 'fr:La Réunion;fr:île de la Réunion;en:Réunion',
    'BHR': 'fr:Bahreïn;en:Bahrain', 'ARE': 'fr:Émirats arabes unis;en:United Arab Emirates;en:UAE;fr:EAU;fr:Émirats', 'NGA': 'fr:Nigeria;en:Nigeria',
    'LBR': 'fr:Liberia;en:Liberia', 'CAF': 'fr:Centrafrique;fr:République centrafricaine;fr:RCA;en:Central African Republic',
    'SAU': 'fr:Arabie saoudite;en:Saudi Arabia;fr:Arabie Saoudite', 'FLK': 'fr:îles Malouines;fr:Malouines;en:Falkland Islands;en:Falklands',
    'BIH': 'fr:Bosnie-Herzégovine;fr:Bosnie;en:Bosnia and Herzegovina;en:Bosnia;en:Bosnia-Herzegovina', 'TWN': 'fr:Taïwan;en:Taiwan',
    'IRL': 'fr:Irlande;en:Ireland;fr:République d’Irlande', 'ZAF': 'fr:Afrique du Sud;en:South Africa', 'CYP': 'fr:Chypre;en:Cyprus',
    'FRA': 'France;fr:Hexagone;fr:République française;en:French Republic', 'DEU': 'fr:Allemagne;en:Germany;fr:République fédérale d’Allemagne;fr:RFA',
    'KGZ': 'fr:Kirghizistan;fr:Kirghizstan;en:Kyrgyzstan', 'TJK': 'fr:Tadjikistan;en:Tajikistan', 'SXM': 'en:Sint Maarten', 'MAF': 'fr:Saint-Martin;en:Saint Martin',
    'GEO': 'fr:Géorgie', 'XKX': 'Kosovo', 'LKA': 'Sri Lanka', 'STP': 'fr:Sao Tomé-et-Principe;en:Sao Tome and Principe', 'TTO': 'fr:Trinité-et-Tobago;en:Trinidad and Tobago;en:Trinidad',
    'GRL': 'fr:Groenland;en:Greenland', 'KHM': 'fr:Cambodge;en:Cambodia;en:Kampuchea', 'LBY': 'fr:Libye;en:Libya;en:Libyan Arab Jamahiriya', 'SDN': 'fr:Soudan;en:Sudan', 'SSD': 'fr:Soudan du Sud;en:South Sudan', 'VCT': 'fr:Saint-Vincent-et-les-Grenadines;en:Saint Vincent and the Grenadines',
    'JOR': 'fr:Jordanie', 'TCD': 'fr:Tchad', 'NER': 'Niger', 'MLI': 'Mali', 'PRI': 'fr:Porto Rico;en:Puerto Rico', 'ESH': 'fr:Sahara occidental;en:Western Sahara',
}
SKIP_EN = {'GEO', 'JOR', 'TCD'}  # added below with care: Georgia, Jordan and Chad are other things too
HAND_EN = {'GEO': 'en:Georgia', 'JOR': 'en:Jordan', 'TCD': 'en:Chad'}
SKIP_FR = {'DOM0'}
CAPITALS = {  # iso3: names in the press; the first is what both languages know
    'AFG': 'fr:Kaboul;en:Kabul', 'DZA': 'fr:Alger;en:Algiers', 'ARM': 'fr:Erevan;en:Yerevan', 'AUT': 'fr:Vienne;en:Vienna', 'AZE': 'fr:Bakou;en:Baku',
    'BGD': 'fr:Dacca;Dhaka', 'BEL': 'fr:Bruxelles;en:Brussels', 'BRA': 'Brasilia', 'CMR': 'fr:Yaoundé;en:Yaounde', 'TCD': "N'Djamena;fr:Ndjamena",
    'CHN': 'fr:Pékin;en:Beijing;en:Peking', 'CUB': 'fr:La Havane;en:Havana', 'DNK': 'fr:Copenhague;en:Copenhagen', 'DOM': 'fr:Saint-Domingue;en:Santo Domingo',
    'EGY': 'fr:Le Caire;fr:Caire;en:Cairo', 'ETH': 'fr:Addis-Abeba;en:Addis Ababa', 'GEO': 'fr:Tbilissi;en:Tbilisi', 'GRC': 'fr:Athènes;en:Athens', 'GTM': 'en:Guatemala City',
    'IND': 'New Delhi;fr:Delhi;en:Delhi', 'IRN': 'fr:Téhéran;en:Tehran', 'IRQ': 'fr:Bagdad;en:Baghdad', 'ISR': '', 'KGZ': 'fr:Bichkek;en:Bishkek', 'KWT': 'en:Kuwait City',
    'LBN': 'fr:Beyrouth;en:Beirut', 'LBY': 'Tripoli', 'MDG': 'Antananarivo;fr:Tananarive', 'MEX': 'fr:Mexico;en:Mexico City', 'MNG': 'fr:Oulan-Bator;en:Ulaanbaatar;en:Ulan Bator',
    'NPL': 'fr:Katmandou;en:Kathmandu', 'OMN': 'fr:Mascate;en:Muscat', 'PHL': 'fr:Manille;en:Manila', 'POL': 'fr:Varsovie;en:Warsaw', 'PRT': 'fr:Lisbonne;en:Lisbon', 'PRK': 'Pyongyang',
    'ROU': 'fr:Bucarest;en:Bucharest', 'RUS': 'fr:Moscou;en:Moscow', 'SAU': 'fr:Riyad;en:Riyadh;fr:Ryad', 'SOM': 'fr:Mogadiscio;en:Mogadishu', 'SDN': 'Khartoum', 'KOR': 'fr:Séoul;en:Seoul',
    'CHE': 'fr:Berne;en:Bern', 'SYR': 'fr:Damas;en:Damascus', 'TWN': 'fr:Taipei;fr:Taipeh;en:Taipei', 'TJK': 'fr:Douchanbé;en:Dushanbe', 'TKM': 'fr:Achgabat;en:Ashgabat', 'UZB': 'fr:Tachkent;en:Tashkent',
    'UKR': 'fr:Kiev;Kyiv;en:Kiev', 'GBR': 'fr:Londres;en:London', 'USA': 'fr:Washington;en:Washington;en:Washington D.C.;en:Washington, D.C.', 'VNM': 'fr:Hanoï;en:Hanoi', 'YEM': 'Sanaa',
    'MDA': 'Chisinau', 'KAZ': 'Astana', 'MDV': 'fr:Malé', 'KHM': 'Phnom Penh', 'COL': 'Bogota', 'CYP': 'fr:Nicosie;en:Nicosia', 'TUN': 'Tunis', 'ARE': 'fr:Abou Dhabi;Abu Dhabi',
    'LKA': '', 'ALB': 'Tirana', 'CRI': '', 'ESP': 'Madrid', 'FRA': 'Paris', 'HUN': 'Budapest', 'NOR': 'Oslo', 'ITA': 'Rome', 'JPN': 'Tokyo', 'IRL': 'Dublin', 'XKX': 'Pristina', 'BEN': 'Porto-Novo;Cotonou',
    'PSE': 'Ramallah', 'SYC': '', 'PAN': '', 'BIH': 'Sarajevo', 'HRV': 'Zagreb', 'DJI': '', 'SGP': '', 'MCO': '', 'LUX': '', 'SMR': '', 'VAT': '', 'GUY': '', 'GMB': '', 'DMA': '', 'MUS': 'Port-Louis', 'TTO': 'Port of Spain;fr:Port-d’Espagne',
    'GNQ': 'Malabo', 'ISL': 'Reykjavik', 'LCA': '', 'BOL': 'La Paz', 'ATG': '', 'GRD': '', 'CIV': 'Abidjan;Yamoussoukro', 'NGA': 'Abuja', 'SWE': 'Stockholm', 'CAN': 'Ottawa', 'JAM': '', 'BLZ': '', 'CHL': 'fr:Santiago du Chili;Santiago',
}
# Codes that CAMEO writes otherwise than ISO 3166 would be listed here; ISO is kept (see plover).
LEADERS_WIKIDATA = {
    'Donald J. Trump': ('Q22686', 'Donald Trump;Donald John Trump'), 'Emmanuel Macron': ('Q3052772', ''), 'Vladimir Vladimirovich Putin': ('Q7747', 'en:Vladimir Putin;fr:Vladimir Poutine'),
    'Volodymyr Zelenskyy': ('Q3874799', 'Volodymyr Zelensky;Volodymyr Zelenskyi;Volodimir Zelensky;en:Volodymyr Zelenskiy;Volodymyr Oleksandrovytch Zelensky'),
    'Xi Jinping': ('Q15031', ''), 'Recep Tayyip Erdogan': ('Q39259', ''), 'Benjamin Netanyahu': ('Q43723', 'fr:Benyamin Netanyahou;fr:Benjamin Nétanyahou;fr:Benyamin Nétanyahou'),
    'Viktor Orban': ('Q57641', ''), 'Narendra Modi': ('Q1058', ''), 'Giorgia Meloni': (None, ''), 'Keir Starmer': ('Q6383803', ''), 'Friedrich Merz': (None, ''),
}


EARLIER = {  # a first time in office
    'Donald J. Trump': '2017-01-20..2021-01-20', 'Vladimir Vladimirovich Putin': '2000-01-01..2012-05-07', 'Benyamin Netanyahu': '2009-03-31..2021-06-13', 'Luiz Inácio Lula da Silva': '2003-01-01..2010-12-31',
    'Donald Tusk': '2007-11-16..2014-09-22', 'Robert Fico': '2012-04-04..2018-03-22', 'Recep Tayyip Erdogan': '2003-03-14..2014-08-28',
}


def load(path):
    if path.endswith('.gz'):
        return gzip.open(path, 'rt', encoding='utf-8', errors='replace').read()
    if path.endswith('.zst'):
        return subprocess.run(['zstd', '-dc', path], stdout=subprocess.PIPE, check=True).stdout.decode()
    return open(path, encoding='utf-8').read()


def write(out, name, head, lines):
    with open(os.path.join(out, name), 'w', encoding='utf-8') as f:
        for line in head.strip().split('\n'):
            f.write('# ' + line.strip() + '\n')
        f.write('\n'.join(lines) + '\n')


def plain(name):  # CLDR and UN forms without brackets and articles
    name = re.sub(r'\s*\(.*?\)', '', name.replace('*', '')).strip()
    return name.replace(' & ', ' and ')


def countries(data, out):
    rows = [json.loads(l) for l in open(data + '/events/knowledge/country_codes_PDDL.jsonl', encoding='utf-8')]
    lines, capitals, ids = [], [], {}
    rows.append({'iso3': 'XKX', 'en': 'Kosovo', 'fr': 'Kosovo', 'cldr': 'Kosovo', 'capital': 'Pristina', 'wikidata': 'Q1246'})
    for r in sorted(rows, key=lambda r: r['iso3']):
        code, names = r['iso3'], []
        if code in ('ATF', 'BVT', 'HMD', 'IOT', 'UMI', 'SGS', 'ATA'):
            continue
        for n in ALIASES.get(code, '').split(';') + [HAND_EN.get(code, '')]:
            names.append(n)
        if ',' not in r['fr'] and code not in ALIASES:
            names.append('fr:' + plain(r['fr']))
        if ',' not in r['en'] and code not in ALIASES:
            names.append('en:' + plain(r['en']))
        if ' - ' not in r['cldr'] and code not in ALIASES:
            names.append('en:' + plain(r['cldr']))
        names = tidy(names)
        q = re.search(r'Q\d+', r.get('wikidata') or '')
        q = {'NLD': 'Q55'}.get(code) or (q and q.group(0)) or {'NAM': 'Q1030'}.get(code)
        lines.append(' ; '.join(names) + f' | country={code} cameo={code}' + (f' wikidata={q}' if q else ''))
        cap = CAPITALS[code] if code in CAPITALS else r['capital'].strip()
        known = {bare(n) for n in names}
        caps = [n for n in tidy(cap.split(';')) if bare(n) not in known]
        if caps and re.search(r'\w', r['capital'] or ''):
            seat = ' seat=IGOEUREEC' if code == 'BEL' else ''  # Brussels may act for the Union
            capitals.append(' ; '.join(caps) + f' | country={code} cameo={code}GOV{seat}')
    write(out, 'countries.txt', '''Countries and territories: names, ISO 3166 alpha-3, Wikidata.
        Made by tools/make_knowledge.py: do not edit (users: --knowledge FILE).
        Sources: datasets/country-codes (PDDL 1.0), CLDR (Unicode licence); press names by the project.
        > La France et l’Ukraine signent. => entity name=France country=FRA wikidata=Q142 ; entity name=Ukraine country=UKR'''.replace('# >', '>'),
          ['@ kind=country'] + lines)
    write(out, 'capitals.txt', '''Capitals: a place that may act as its state (metonym), hence the government's CAMEO code.
        Made by tools/make_knowledge.py: do not edit.
        Sources: datasets/country-codes (PDDL 1.0); names in French by the project.''',
          ['@ kind=place metonym=yes'] + capitals)


def bare(name):
    return re.sub(r'^(fr|en):', '', name).replace('’', "'").lower()


def tidy(names):
    seen, result = set(), []
    for n in names:
        n = n.strip().replace('’', "'")
        if not n or bare(n) == '' or n in seen or bare(n) in {s for s in seen if ':' not in s}:
            continue
        seen.add(n)
        other = ('en:' if n.startswith('fr:') else 'fr:') + n[3:]
        if n[:3] in ('fr:', 'en:') and other in result:
            result[result.index(other)] = n[3:]
            continue
        result.append(n)
    return result


MONTHS = 'January February March April May June July August September October November December'.split()


def date(text):
    m = re.search(r'(\d{1,2}) (\w+) (\d{4})', text)
    if m and m.group(2) in MONTHS:
        return '%s-%02d-%02d' % (m.group(3), MONTHS.index(m.group(2)) + 1, int(m.group(1)))
    m = re.search(r'(\w+) (\d{4})', text)
    if m and m.group(1) in MONTHS:
        return '%s-%02d' % (m.group(2), MONTHS.index(m.group(1)) + 1)
    return None


TITLE = re.compile(r"^(?:(?:Co-)?President of the [A-Z][\w ]+? Confederation|President of the (?:Territorial Assembly|Government)|President of [A-Z]\w+ ?\w*|Co-prince|"
                   r"(?:(?:Acting|Interim|Transition\w*|Federal|Vice|Prime|Deputy|First|Chief|Supreme|Paramount|State|Grand|Head|General|Minister|Captain|Lieutenant|Sir|Dame|Field|Marshal|Major|Brigadier|Doctor|Sheikh|Sayyid|Dr\.?|Capt\.?|Gen\.?|Lt\.?|Col\.?)\s+)*"
                   r"(?:Co-?)?(?:President|Minister|Premier|King|Queen|Sultan|Amir|Emir|Prince|Pope|Chancellor|Governor|Leader|Chair\w*|Duke|Administrator|Taoiseach|Cardinal|Secretary|Ayatollah|Captain|General|Colonel|Lt|Sheikh|Crown)\b)[ ,]*", re.I)


def person(text):
    m = re.match(r'(.+?) \((?:since )?(.*?\d{4})', text)
    if not m:
        return None
    name, since = m.group(1), date(m.group(2))
    name = re.split(r'represented by|;', name)[0]
    for _ in range(5):
        name = TITLE.sub('', name).strip()
    name = re.sub(r'^(Gen\.|Dr\.?|Sir|Capt\.|Col\.|Lt\. ?|al-Hadj|Ayatollah|Sayyid|Sheikh|SHAYKH|HAJJI|Sultan|Ali Hoseini-?)\s+', '', name)
    words = [w for w in name.replace(',', ' ').split() if not re.match(r'^["“(]', w)]
    junk = re.compile(r'^(of|and|the|o|minist\w*|president\w*|council|chief|caretaker|emperor|commission|cnsp|gnu|lord|sovereign|supreme|state|taliban|co-chiefs|sr\.|king)$', re.I)
    if len(words) < 2 or not re.match(r'^[\w\'’.\-]+$', words[0]) or any(junk.match(w) for w in words):
        return None
    upper = [i for i, w in enumerate(words) if re.sub(r'^(al|el)-', '', w).isupper() and len(w) > 2 and not re.match(r'^[IVX]+$', w)]
    full = ' '.join(cap(w) for w in words)
    names = [full]
    if upper and upper[0] == 0 and len(words) > 2:
        names.insert(0, ' '.join(cap(w) for w in words[:2]))
    elif upper and len(words) > 2:
        names.insert(0, ' '.join(cap(w) for w in words[:1] + words[upper[0]:upper[-1] + 1]))
    return full, since, names


def cap(word):
    if not word.isupper() or len(word) < 3 or re.match(r'^[IVX]+$', word):
        return word
    return re.sub(r"[^\W\d_]{3,}", lambda m: m.group(0)[0] + m.group(0)[1:].lower(), word)


def leaders(data, out):
    by_code = {}
    for r in (json.loads(l) for l in open(data + '/events/knowledge/country_codes_PDDL.jsonl', encoding='utf-8')):
        for n in (r['en'], r['un_en'], r['cldr']):
            by_code.setdefault(plain(n or '').lower(), r['iso3'])
    by_code.update({'russia': 'RUS', 'united kingdom': 'GBR', 'united states': 'USA', 'turkey': 'TUR', 'turkey (turkiye)': 'TUR', 'burma': 'MMR', 'korea, south': 'KOR', 'korea, north': 'PRK', 'syria': 'SYR',
                    'congo (brazzaville)': 'COG', 'congo (kinshasa)': 'COD', 'congo, democratic republic of the': 'COD', 'congo, republic of the': 'COG', 'cote d’ivoire': 'CIV', "cote d'ivoire": 'CIV', 'moldova': 'MDA', 'tanzania': 'TZA', 'vietnam': 'VNM', 'laos': 'LAO', 'iran': 'IRN', 'bolivia': 'BOL', 'venezuela': 'VEN',
                    'brunei': 'BRN', 'micronesia, federated states of': 'FSM', 'bahamas, the': 'BHS', 'gambia, the': 'GMB', 'holy see (vatican city)': 'VAT', 'kosovo': 'XKX', 'czechia': 'CZE', 'timor-leste': 'TLS', 'cabo verde': 'CPV', 'taiwan': 'TWN', 'ivory coast': 'CIV'})
    people = {}
    for r in (json.loads(l) for l in open(data + '/events/knowledge/leaders_factbook_CC0.jsonl', encoding='utf-8')):
        code = by_code.get((r['country'] or '').lower()) or by_code.get(plain(r['country'] or '').lower())
        if not code or code in ('ASM', 'PYF', 'WLF', 'NCL', 'PRI', 'GUM', 'VIR', 'MNP', 'CYM', 'VGB', 'BMU', 'GIB'):
            continue
        for key in ('chief_of_state', 'head_of_government'):
            p = person(r.get(key) or '')
            if p and p[0] not in ('Charles Iii', 'Charles III') and not (p[0] == 'Emmanuel Macron' and code != 'FRA') and not (p[0] == 'Donald J. Trump' and code != 'USA'):
                people.setdefault((p[0], code), (p, []))[1].append('state' if key == 'chief_of_state' else 'government')
    lines = []
    for (name, code), (p, offices) in sorted(people.items()):
        names = p[2]
        q, more = LEADERS_WIKIDATA.get(name, (None, ''))
        names = tidy((more.split(';') if more else []) + names)
        lines.append(' ; '.join(names) + f' | country={code} cameo={code}GOV' + (f' from={p[1]}' if p[1] else '') + (f' wikidata={q}' if q else '') + (f' earlier={EARLIER[name]}' if name in EARLIER else '') + ' office=' + ('both' if len(set(offices)) == 2 else offices[0]))
    write(out, 'leaders.txt', '''Heads of state and of government in office in May 2026, with the day they took office.
        Made by tools/make_knowledge.py: do not edit.
        Source: The World Factbook (CC0 / public domain); press spellings by the project; Wikidata ids checked against public
        code (November 2026).''',
          ['@ kind=person'] + lines)


def first_names(data, out):
    names, gender = [], {}
    for line in load(data + '/language/lex/insee_firstnames_gender.csv.zst').split('\n')[1:]:
        c = line.split('\t')
        if len(c) > 7 and float(c[3] or 0) >= 1500 and len(c[0]) > 2 and '-' not in c[0] and ' ' not in c[0]:
            names.append(c[0])
            gender[c[0]] = c[7].strip()[:1] if float(c[6]) > 0.97 else ''
    drop = set('''ange aime aimee blanche bonne brune cerise chance claire0 desire douce espoir fleur france franck0 gloire iris0 jean0 juste loup lune marin0 merveille mer mai modeste noel0 nuit
        océane0 olive ombre paix pascal0 paris perle prince princesse prudence reine rose0 sable sage ser soleil tendresse temps victoire violette0 aurore0 belle candide capucine celeste clemence constance
        divine dominique0 douceur fortune honore innocent jade juillet lys madame mai major merci monsieur orient parfait printemps roman royal saint sans soleil toussaint0 tous trinite vanille victoire
        vienne ville virginie carmen0 china india kenya asia africa europe america georgia chelsea brooklyn london sydney florence0 dakota alabama savannah ali0 ange brave rayan0 sultan emir king duke queen
        may june april august hope faith grace joy summer autumn sunny will mark0 rich guy0 bill0 chase hunter mason taylor0 carter0 parker cooper fort mine aube manon0 fils may les des une pas son mon
        avril janvier ete hiver rene0 maxime0 pie marine0 page abel0 adore ami amour baptiste0 dieu dior don eden luc0 marguerite0 mars nice opale prune romane salomon sixte theo0 ben el van von di da der san santa'''.split())
    names = sorted({n for n in names if n not in drop and n + '0' not in drop or n + '0' in drop})
    lines = []
    for section, wanted in (('first_name', ''), ('female_name', 'F'), ('male_name', 'M')):
        part = [n for n in names if gender[n] == wanted]
        lines.append('[' + section + ']')
        for i in range(0, len(part), 12):
            lines.append(' '.join(part[i:i + 12]))
    lines.append('[first_name]')
    more = os.path.join(os.path.dirname(__file__), 'first_names_more.txt')
    if os.path.exists(more):
        lines += [l for l in open(more, encoding='utf-8').read().split('\n') if l and l[0] != '#']
    write(out, 'first_names.txt', '''Given names: those of 1,500 births or more in France since 1900, and names of other countries.
        Made by tools/make_knowledge.py: do not edit (add to tools/first_names_more.txt).
        Source: INSEE, Fichier des prénoms (Licence Ouverte 2.0); names of other countries by the project.''', lines)


if __name__ == '__main__':
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    countries(sys.argv[1], sys.argv[2])
    leaders(sys.argv[1], sys.argv[2])
    first_names(sys.argv[1], sys.argv[2])
