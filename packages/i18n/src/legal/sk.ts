import type { LegalDocument } from "./types.ts";

export const terms: LegalDocument = {
  title: "Podmienky používania",
  version: "2026-11-20",
  updated: "2026-11-20",
  intro: [
    "Tieto podmienky sú dohodou medzi vami a prevádzkovateľom tohto servera, teda osobou alebo organizáciou, ktorá ho prevádzkuje na adrese, ktorú ste otvorili. ChatOrbit je softvér s otvoreným zdrojovým kódom a prevádzkovať ho môže ktokoľvek. Jeho autori tento server neprevádzkujú a nie sú zmluvnou stranou.",
    "Prečítate ich približne za štyri minúty. O tom, čo sa deje s údajmi, hovorí dokument Ochrana súkromia.",
  ],
  sections: [
    {
      heading: "1. O akú službu ide",
      paragraphs: [
        "Súkromný rozhovor je rozhovor presne dvoch zariadení: písomný, s hlasovými správami a hovormi. Ako dlho potrvá, určí ten, kto ho začína. Čas začne plynúť, keď svoje miesto zaujme druhé zariadenie. Účet nepotrebujete.",
        "Stránky tohto servera šifrujú každú správu na vašom zariadení a rozšifrovať ju dokáže len druhé zariadenie. Server správy odovzdáva ďalej a žiadnu neukladá. Keď čas uplynie alebo keď jeden z vás rozhovor ukončí, stránky na oboch zariadeniach ho vymažú.",
        "Šifrovanie spája zverejnené metódy spôsobom, ktorý si projekt navrhol sám. Nezávislým auditom neprešlo. Ak by vás spoliehanie sa naň mohlo ohroziť, prečítajte si najprv stránku Bezpečnosť.",
      ],
    },
    {
      heading: "2. Kto smie službu používať",
      paragraphs: [
        "Službu smiete používať, ak máte aspoň 16 rokov, prípadne aj skôr, ak s tým súhlasí rodič alebo iný zákonný zástupca. Služba sa na vek nepýta a nevie si ho overiť.",
        "Nesmiete ju používať, ak vám to zakazuje zákon alebo ak vás prevádzkovateľ z používania vylúčil.",
      ],
    },
    {
      heading: "3. Čo sa zaväzujete nerobiť",
      paragraphs: [
        "Službu nepoužívajte na to, aby ste:",
        {
          list: [
            "porušovali zákon alebo s tým pomáhali niekomu inému;",
            "niekomu sa vyhrážali, vydierali ho, prenasledovali alebo podvádzali;",
            "sexuálne zneužívali alebo vykorisťovali deti alebo šírili materiál, ktorý to zobrazuje;",
            "naďalej písali človeku, ktorý vás požiadal, aby ste prestali;",
            "šírili škodlivý softvér alebo z ľudí vylákali heslá či peniaze;",
            "vstúpili do rozhovoru, ktorý vám nebol určený, hádali kódy alebo zabrali miesto niekoho iného;",
            "preťažovali server, obchádzali jeho obmedzenia alebo cez neho útočili na iné systémy.",
          ],
        },
        "Zodpovedáte za to, čo píšete, aj za to, ako naložíte s tým, čo vám druhá osoba povedala. Odolnosť tohto servera skúšajte len so súhlasom prevádzkovateľa.",
      ],
    },
    {
      heading: "4. Čo prevádzkovateľ nemôže",
      paragraphs: [
        "Prevádzkovateľ nemá kľúče k vášmu rozhovoru. Preto ho nemôže čítať, prehľadávať, kontrolovať ani obnoviť a nemôže ho nikomu vydať: ani vám, ani druhej osobe, ani úradom. Keď si obaja zatvoríte kartu prehliadača alebo keď sa rozhovor skončí, nikto ho už nevráti.",
        "Platí to pre softvér v zverejnenej podobe. Stránky vám však posiela tento server, a to pri každom otvorení. Keby ich prevádzkovateľ zmenil, mohli by mu váš rozhovor prezradiť. Prevádzkovateľ, ktorý by získal celý váš kód, by mohol byť medzi vami, kým neporovnáte bezpečnostné slová. Používajte server, ktorého prevádzkovateľovi dôverujete, alebo si spustite vlastný.",
        "Pripojiť sa môžu aj programy iných autorov v staršom formáte, ktorý toto šifrovanie nemá. Stránky tohto servera s nimi komunikovať odmietnu.",
      ],
    },
    {
      heading: "5. Čo vám nikto nemôže sľúbiť",
      paragraphs: [
        {
          list: [
            "Druhá osoba si môže všetko, čo jej pošlete, odfotiť alebo skopírovať a môže používať program, ktorý nič nezmaže.",
            "Zariadenie, ktoré má v moci niekto iný, mu ukáže to isté čo vám.",
            "Vymazanie znamená, že sa stránka zbaví kľúčov a správ. Nedokáže prepísať každú stopu v pamäti ani na disku.",
            "Kto sa dostane k celému kódu skôr než človek, ktorému bol určený, môže zaujať jeho miesto. Odhalí to porovnanie bezpečnostných slov s človekom, ktorého poznáte, hlasom alebo zoči-voči; bez neho sa to nedozviete.",
          ],
        },
      ],
    },
    {
      heading: "6. Bez záruky",
      paragraphs: [
        "Služba sa poskytuje taká, aká je. Prevádzkovateľ nesľubuje, že je bez chýb, že je dostupná, že správa dorazí ani že sa hodí na váš účel. Môže ju kedykoľvek zmeniť, prerušiť alebo zrušiť, a to aj počas rozhovoru. Nespoliehajte sa na ňu v núdzi a nenechávajte v nej jedinú kópiu ničoho.",
        "Prevádzkovateľ v rozsahu, v akom to zákon dovoľuje, nezodpovedá za škodu spôsobenú používaním služby ani tým, že ju nebolo možné použiť. Tieto podmienky neobmedzujú zodpovednosť, ktorú podľa zákona obmedziť nemožno, ani vaše práva spotrebiteľa.",
      ],
    },
    {
      heading: "7. Obmedzenia a ukončenie",
      paragraphs: [
        "Obmedzený je počet rozhovorov, ktoré možno začať z jednej sieťovej adresy, počet pokusov o pripojenie aj dĺžka a frekvencia správ. Keď na niektoré obmedzenie narazíte, stránka ho pomenuje a povie, kedy môžete pokračovať.",
        "Ktorýkoľvek z vás môže rozhovor kedykoľvek ukončiť, a to pre oboch. Keď službu prestanete používať, nemusíte nič vypovedať.",
        "Prevádzkovateľ môže rozhovor ukončiť, zablokovať prístup alebo službu prestať poskytovať, najmä ak je to potrebné na ochranu ľudí alebo servera alebo ak mu to ukladá zákon. Takto ukončený rozhovor sa končí pre oboch a nedá sa obnoviť.",
      ],
    },
    {
      heading: "8. Ak vám niekto ubližuje",
      paragraphs: [
        "Keď sa rozhovor skončí, zmizne aj u vás. Ak by ste mohli potrebovať dôkaz, zabezpečte si ho ešte pred ukončením, napríklad odfotením obrazovky. Ak ste v nebezpečenstve, najprv volajte políciu.",
        "Potom povedzte prevádzkovateľovi tohto servera, čo sa stalo. Uvidí len to, čo mu ukážete. Ak máte kód, uveďte jeho prvých dvanásť znakov a posledných osem si nechajte pre seba. Prevádzkovateľ môže rozhovor ukončiť alebo zablokovať prístup. Táto verzia nemá formulár na nahlasovanie.",
      ],
    },
    {
      heading: "9. Právo a zmeny",
      paragraphs: [
        "Platí právo krajiny, v ktorej má prevádzkovateľ sídlo alebo bydlisko. Ak ste spotrebiteľ, zostáva vám ochrana podľa tých predpisov krajiny vášho bydliska, od ktorých sa nemožno dohodou odchýliť, a môžete sa obrátiť na tamojšie súdy.",
        "Ak sa niektorá časť podmienok ukáže ako neplatná, ostatné platia ďalej. Ak sa jazykové verzie líšia, rozhoduje tá, s ktorou ste súhlasili.",
        "Prevádzkovateľ môže tieto podmienky zmeniť, ale len do budúcnosti. Nová verzia nesie nový dátum a stránka vás požiada o súhlas skôr, než začnete ďalší rozhovor.",
      ],
    },
  ],
};

export const privacy: LegalDocument = {
  title: "Ochrana súkromia",
  version: "2026-11-20",
  updated: "2026-11-20",
  intro: [
    "Tento dokument opisuje, čo s údajmi robia tento server a stránky, ktoré vám posiela, ak softvér beží v zverejnenej podobe. To, čo si píšete, server nikdy neukladá, ani zašifrované. Na krátky čas si však ukladá, že rozhovor existoval a kedy; to isté si pod náhodným číslom poznačí do logu a tam to zostane tak dlho, ako prevádzkovateľ logy uchováva.",
    "Kódom sa ďalej rozumie dvadsať znakov pozvánky. Prvých dvanásť server pozná. Posledných osem vzniká na zariadení a na server sa nikdy nedostane.",
  ],
  sections: [
    {
      heading: "1. Kto zodpovedá za údaje",
      paragraphs: [
        "Za údaje zodpovedá prevádzkovateľ tohto servera; je prevádzkovateľom aj v zmysle predpisov o ochrane osobných údajov. Ak na týchto stránkach nie je uvedený, opýtajte sa toho, od koho máte adresu servera. Autori ChatOrbitu tento server neprevádzkujú a žiadne údaje z neho nedostávajú.",
      ],
    },
    {
      heading: "2. Čo server o rozhovore ukladá",
      paragraphs: [
        {
          list: [
            "odtlačok prvých dvanástich znakov kódu vytvorený tajným kľúčom servera (HMAC), nie samotné znaky;",
            "rovnako vytvorený odtlačok kľúča každého miesta, teda náhodnej hodnoty, ktorou zariadenie preukazuje, že miesto patrí jemu;",
            "náhodné identifikátory rozhovoru a jeho dvoch miest;",
            "zvolené limity: ako dlho platí pozvánka, ako dlho trvá rozhovor a aká dlhá smie byť správa;",
            "priebeh: kedy rozhovor vznikol, kedy bolo ktoré miesto obsadené alebo uvoľnené, kedy začal plynúť čas, o koľko sa predĺžil, kedy a prečo sa rozhovor skončil.",
          ],
        },
        "Server nikdy neukladá správy, odpovede, reakcie, mená, ktoré si dáte, bezpečnostné slová ani kľúče, ktorými sa čokoľvek z toho šifruje.",
        "Každý, kto má prvých dvanásť znakov kódu, sa môže servera opýtať na stav rozhovoru: na jeho časy a limity a na to, či sú miesta obsadené a pripojené. Má ich každý, kto dostal pozvánku.",
      ],
    },
    {
      heading: "3. Sieťové adresy",
      paragraphs: [
        "Pri každom pripojení server vidí sieťovú adresu, z ktorej prichádza. V pracovnej pamäti si ju drží, kým ju potrebuje na obmedzovanie požiadaviek a pripojení. Žiadosti o začatie rozhovoru a pokusy o pripojenie sa počítajú aj v záznamoch, ktoré obsahujú odtlačok adresy (pri IPv6 jej prvej polovice) alebo odtlačok prvých dvanástich znakov kódu. Záznam sa odstráni po uplynutí obdobia, za ktoré sa počíta: pri začatí rozhovoru je to hodina, pri pripájaní minúta, k tomu najviac päť minút do najbližšieho čistenia.",
        "Odtlačok nie je anonymný pre toho, kto má zároveň tajný kľúč servera: mohol by s ním adresy po jednej skúšať. Preto tieto záznamy žijú tak krátko. V zázname o rozhovore žiadna adresa nie je.",
      ],
    },
    {
      heading: "4. Prevádzkové záznamy (logy)",
      paragraphs: [
        "Aplikácia si zapisuje, ktorými krokmi rozhovor prechádza, a svoje vlastné chyby. Nezapisuje kódy, kľúče, sieťové adresy ani obsah správ. Každý riadok o rozhovore obsahuje jeho náhodný identifikátor, krok (vznik, začiatok, predĺženie, uvoľnenie miesta, koniec), čas a pri konci aj dôvod. Aplikácia týmto riadkom neurčuje žiadnu lehotu: ako dlho sa uchovávajú, závisí od toho, ako prevádzkovateľ logy obmieňa. Opýtajte sa prevádzkovateľa.",
        "Webový server, proxy alebo poskytovateľ hostingu, za ktorým aplikácia beží, si môže viesť vlastné záznamy so sieťovými adresami a cestami navštívených stránok. Cesta stránky rozhovoru obsahuje prvých dvanásť znakov kódu. Či sa také záznamy vedú, určuje prevádzkovateľ a ten vám to aj povie.",
      ],
    },
    {
      heading: "5. Ako dlho",
      paragraphs: [
        {
          list: [
            "Skončený rozhovor: záznam o ňom sa vymaže najneskôr sedem dní po skončení. To je predvolená a zároveň najdlhšia lehota; prevádzkovateľ ju môže skrátiť až na okamžité vymazanie.",
            "Pozvánka, na ktorú nikto neodpovie: kým nevyprší (o deň, týždeň, mesiac alebo rok podľa voľby), a potom ešte najviac sedem dní.",
            "Počty žiadostí: podľa časti 3.",
            "Riadky logu: tak dlho, ako prevádzkovateľ logy uchováva, pozri časť 4.",
            "Kópie databázy, ktoré prevádzkovateľ vytvára mimo aplikácie, napríklad zálohy, môžu tieto záznamy obsahovať dlhšie. Opýtajte sa prevádzkovateľa.",
          ],
        },
      ],
    },
    {
      heading: "6. Čo zostáva na vašom zariadení",
      paragraphs: [
        "Správy sú v pamäti otvorenej karty prehliadača. Prehliadač okrem toho ukladá:",
        {
          list: [
            "pre danú kartu (sessionStorage): záznam, vďaka ktorému rozhovor pokračuje aj po obnovení stránky. Obsahuje prvých dvanásť znakov kódu, kľúč miesta, kľúč na obnovenie spojenia, údaj o tom, či ste porovnali bezpečnostné slová, mená, ktoré ste si dali, limity rozhovoru a počet správ; kým sa zariadenia nedohodnú na kľúčoch, aj tajnú časť kódu. Vedľa neho sú ako čitateľný text vaše vlastné správy, reakcie, vymazania a potvrdenia o prečítaní, ktoré druhé zariadenie ešte nepotvrdilo, aby sa po obnovení stránky nič z toho nestratilo. Každá položka sa vymaže, len čo príde potvrdenie; správa, ktorú sa nepodarilo doručiť, vtedy, keď ju úspešne pošlete znova alebo zahodíte. Oboje sa vymaže, keď sa rozhovor skončí, a zaniká spolu s kartou. Prehliadač, ktorý vie karty obnovovať, to však mohol zapísať na disk;",
            "v databáze prehliadača (IndexedDB): vaše otvorené pozvánky vrátane ich tajnej časti, kým sa hosť nepripojí správnym kódom, kým pozvánka nevyprší alebo kým ju nevymažete;",
            "v tej istej databáze, keď sa rozhovor ukončí z tohto zariadenia: prvých dvanásť znakov kódu, kľúč miesta a dôvod, kým sa o konci nedozvie server. Zvyčajne je to okamih. Bez siete tam zostanú; stránka to skúša znova, kým je otvorená, a potom pri najbližšom otvorení úvodnej stránky. Žiadnu správu neotvoria;",
            "v localStorage: zvolený jazyk a vzhľad, verziu podmienok, s ktorou ste súhlasili, a pri každom rozhovore počet započítaných pokusov s nesprávnym kódom, uložený pod prvými dvanástimi znakmi kódu, kým sa rozhovor neskončí alebo pozvánka nevyprší.",
          ],
        },
        "Adresa stránky rozhovoru môže zostať v histórii vášho prehliadača. Iné aplikácie, napríklad aplikácia na posielanie správ alebo systémová schránka, si pozvánku ponechajú tak dlho ako všetko ostatné.",
      ],
    },
    {
      heading: "7. Žiadne cookies, žiadne sledovanie, žiadne tretie strany",
      paragraphs: [
        "Súkromné rozhovory nepoužívajú cookies. Na stránkach nie je reklama, analytika ani sledovanie a nenačítavajú sa písma, skripty ani obrázky odinakiaľ. Softvér neodovzdáva údaje žiadnej tretej strane.",
        "Spoločnosti, ktoré prenášajú vaše spojenie alebo prevádzkovateľovi hosťujú server, sa na prenose prirodzene podieľajú. To isté platí o službe, cez ktorú pozvánku pošlete. Tá môže vidieť celý kód.",
      ],
    },
    {
      heading: "8. Čo server vidí a čo nevidí",
      paragraphs: [
        "Kým ste pripojení, server vidí:",
        {
          list: [
            "vašu sieťovú adresu a to, že patrí jednému z dvoch miest toho istého rozhovoru;",
            "kedy sa pripájate a odpájate a aký druh a verziu aplikácie používate;",
            "koľko zašifrovaných správ a signálov (napríklad že niekto píše alebo že správu prečítal) prechádza, kedy, ktorým smerom a v ktorej z desiatich veľkostných tried;",
            "náhodné identifikátory a poradové čísla, ktoré k nim patria. Každú správu označí pečiatkou, podľa ktorej by sa neskôr dalo overiť nahlásené zneužitie (táto verzia nahlasovanie nemá), a neponecháva si ani správu, ani pečiatku.",
          ],
        },
        "Nevidí text, odpovede, reakcie, mená, ktoré si dáte, o aký signál ide, tajnú časť kódu ani bezpečnostné slová. Nevie, kto ste, ak vás neprezradí sieťová adresa.",
        "Zvuk a obraz hovoru cez tento server neprechádzajú. Idú priamo z jedného zariadenia do druhého, ktoré potom vidia navzájom svoju sieťovú adresu, alebo cez prenosový server, ktorý môže prevádzkovateľ používať. Ten vidí obe adresy, koľko údajov prechádza a ako dlho, nikdy však to, čo sa hovorí alebo ukazuje. Pred hovorom si stránka od tohto servera vypýta adresu prenosového servera a heslo, ktoré platí desať minút. Nahrávky a uložené texty zostávajú v zariadení toho, kto o ne požiadal a dostal súhlas druhej strany.",
        "Platí to pre stránky v zverejnenej podobe. Zmenená stránka dokáže viac; hovorí o tom časť 4 podmienok používania.",
      ],
    },
    {
      heading: "9. Prečo sa údaje smú spracúvať",
      paragraphs: [
        "Tam, kde platí všeobecné nariadenie o ochrane údajov (GDPR): záznam o rozhovore a odovzdávanie zašifrovaných správ sú nevyhnutné na poskytnutie služby, o ktorú žiadate (článok 6 ods. 1 písm. b)). Obmedzovanie a počítanie žiadostí slúži oprávnenému záujmu na tom, aby bol server použiteľný a kódy sa nedali hádať (článok 6 ods. 1 písm. f)). Profilovaním sa o vás nič nerozhoduje.",
      ],
    },
    {
      heading: "10. Vaše práva",
      paragraphs: [
        "Prevádzkovateľa môžete požiadať o prístup k svojim údajom, o ich opravu, vymazanie, obmedzenie spracúvania a o kópiu v prenosnej podobe a môžete namietať proti ich spracúvaniu. Môžete tiež podať sťažnosť na úrade na ochranu osobných údajov.",
        "Služba je navrhnutá tak, že vydať možno len málo. Rozhovor nie je spojený so žiadnym menom. Podľa prvých dvanástich znakov kódu prevádzkovateľ nájde záznam opísaný v časti 2, kým ešte existuje; správy v ňom nie sú. Kým existuje, vedie jeho náhodný identifikátor aj k riadkom logu. Posledných osem znakov prevádzkovateľovi neposielajte. Rozhovor, ktorý ukončíte, sa vymaže podľa časti 5.",
      ],
    },
    {
      heading: "11. Kde sú údaje",
      paragraphs: [
        "Údaje sú tam, kde prevádzkovateľ tento server prevádzkuje. Softvér ich nikam inam neposiela. Ak sa pripájate z inej krajiny, vaše údaje prekročia hranicu práve tým, že sa pripojíte. Kde server stojí, vám povie prevádzkovateľ.",
      ],
    },
    {
      heading: "12. Deti",
      paragraphs: [
        "Služba nie je určená osobám mladším ako 16 rokov bez súhlasu rodiča alebo iného zákonného zástupcu. Server nepozná ničí vek, a preto nevie, či niektoré údaje patria dieťaťu.",
      ],
    },
    {
      heading: "13. Zmeny",
      paragraphs: [
        "Keď sa tento dokument zmení, zmení sa aj jeho dátum a stránka vás požiada o súhlas skôr, než začnete ďalší rozhovor. Zdrojový kód ChatOrbitu je verejný, takže si ktokoľvek môže overiť, čo softvér robí.",
      ],
    },
  ],
};
