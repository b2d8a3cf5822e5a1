"""The Debian packages of fonts that the atlases are made of."""

_OF_THEIR_OWN = """
fonts-3270 fonts-adf-accanthis fonts-adf-baskervald fonts-adf-berenis fonts-adf-gillius
fonts-adf-ikarius fonts-adf-irianis fonts-adf-libris fonts-adf-mekanus fonts-adf-oldania
fonts-adf-romande fonts-adf-switzera fonts-adf-tribun fonts-adf-universalis fonts-adf-verana
fonts-aenigma fonts-agave fonts-allerta fonts-anonymous-pro fonts-arapey fonts-arkpandora
fonts-averia-gwf fonts-averia-sans-gwf fonts-averia-serif-gwf fonts-b612 fonts-bebas-neue
fonts-beteckna fonts-breip fonts-cabin fonts-campania fonts-cantarell fonts-cardo fonts-cegui
fonts-century-catalogue fonts-clear-sans fonts-cmu fonts-comfortaa fonts-comic-neue
fonts-compagnon fonts-courier-prime fonts-croscore fonts-crosextra-caladea
fonts-crosextra-carlito fonts-dancingscript fonts-dejavu-core fonts-dejavu-extra
fonts-dkg-handwriting fonts-dosis fonts-dustin fonts-ebgaramond fonts-ebgaramond-extra
fonts-ecolier-court fonts-elstob fonts-essays1743 fonts-eurofurence fonts-fantasque-sans
fonts-fanwood fonts-femkeklaver fonts-ferrite-core fonts-firacode fonts-freefont-otf
fonts-gemunu-libre fonts-georgewilliams fonts-gfs-artemisia fonts-gfs-baskerville
fonts-gfs-didot fonts-gfs-neohellenic fonts-glasstty fonts-gnutypewriter fonts-go
fonts-goudybookletter fonts-hack fonts-havana fonts-hermit fonts-humor-sans fonts-inconsolata
fonts-inter fonts-ipafont-gothic fonts-isabella fonts-jetbrains-mono fonts-joscelyn
fonts-junction fonts-junicode fonts-jura fonts-karla fonts-karmilla fonts-kaushanscript
fonts-klaudia-berenika fonts-kristi fonts-lato fonts-ldco fonts-le-murmure fonts-league-mono
fonts-league-spartan fonts-leckerli-one fonts-lemonada fonts-levien-museum
fonts-levien-typoscript fonts-liberation fonts-liberation2 fonts-lindenhill fonts-linex
fonts-linuxlibertine fonts-lmodern fonts-lobster fonts-lobstertwo fonts-manrope fonts-migmix
fonts-millimetre fonts-monofur fonts-monoid fonts-monoid-halfloose fonts-monoid-loose
fonts-monoid-tight fonts-mononoki fonts-mplus fonts-national-park fonts-noto-core
fonts-noto-extra fonts-noto-mono fonts-ocr-a fonts-ocr-b fonts-okolaks fonts-oldstandard
fonts-open-sans fonts-opendin fonts-opendyslexic fonts-osifont fonts-oxygen fonts-paratype
fonts-pc fonts-pc-extra fonts-play fonts-powerline fonts-prociono fonts-proggy
fonts-quattrocento fonts-quicksand fonts-radisnoir fonts-ricty-diminished fonts-roadgeek
fonts-roboto-slab fonts-roboto-unhinted fonts-routed-gothic fonts-rufscript fonts-sil-abyssinica
fonts-sil-akatab fonts-sil-andika fonts-sil-charis fonts-sil-doulos fonts-sil-gentium
fonts-sil-gentium-basic fonts-sil-gentiumplus fonts-sixtyfour fonts-sjfonts fonts-smiley-sans
fonts-sora fonts-spleen fonts-staypuft fonts-stix fonts-summersby fonts-terminus fonts-texgyre
fonts-tiresias fonts-tlwg-garuda-ttf fonts-tlwg-kinnari-ttf fonts-tlwg-laksaman-ttf
fonts-tlwg-loma-ttf fonts-tlwg-mono-ttf fonts-tlwg-norasi-ttf fonts-tlwg-sawasdee-ttf
fonts-tlwg-typewriter-ttf fonts-tlwg-typist-ttf fonts-tlwg-typo-ttf fonts-tlwg-umpush-ttf
fonts-tlwg-waree-ttf fonts-tomsontalks fonts-tuffy fonts-ubuntu-title fonts-uralic
fonts-urw-base35 fonts-vollkorn fonts-wine fonts-yanone-kaffeesatz fonts-yrsa-rasa
"""

FULL: tuple[str, ...] = (*_OF_THEIR_OWN.split(), "texlive-fonts-extra")
"""The largest is last: of two equal faces the one from a package of its own is kept."""

SMALL: dict[str, int] = {
    "fonts-dejavu-core": 6,
    "fonts-liberation2": 12,
    "fonts-courier-prime": 4,
    "fonts-ocr-b": 1,
    "fonts-ocr-a": 1,
    "fonts-crosextra-carlito": 4,
    "fonts-crosextra-caladea": 4,
    "fonts-noto-mono": 1,
    "fonts-gnutypewriter": 1,
    "fonts-inconsolata": 1,
    "fonts-hack": 2,
    "fonts-roboto-slab": 2,
    "fonts-prociono": 1,
    "fonts-quattrocento": 1,
    "fonts-oldstandard": 3,
    "fonts-cantarell": 2,
    "fonts-clear-sans": 3,
    "fonts-vollkorn": 2,
    "fonts-go": 3,
    "fonts-3270": 1,
    "fonts-glasstty": 1,
    "fonts-karla": 2,
    "fonts-cabin": 2,
}
"""Package → at most so many faces, the first by name; 60 in all."""
