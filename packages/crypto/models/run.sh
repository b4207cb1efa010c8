#!/bin/sh
# All models. PROVERIF=… and SPIN=… name the programs when they are not on the path.
set -eu
cd "$(dirname "$0")"
proverif=${PROVERIF:-proverif}
spin=${SPIN:-spin}

prove() {
  libs=""
  for lib in $2; do libs="$libs -lib $lib"; done
  echo "== $1"
  timeout 600 "$proverif" $libs "$1.pv" | grep -E '^RESULT|Error'
}

for model in h1 h1_weak h1_later h1_kem_broken h1_code_known; do prove $model "primitives.pvl h1.pvl"; done
for model in sas_commit sas_nocommit sas_h2; do prove $model "primitives.pvl sas.pvl"; done
for model in h2 h2_mac_known ask; do prove $model "primitives.pvl h2.pvl"; done
for model in h2_ratchet leap; do prove $model "primitives.pvl"; done
for model in room room_link_lives; do prove $model "primitives.pvl room.pvl"; done

work=$(mktemp -d)
cp budget.pml "$work"
cd "$work"
for rule in 0 1 2; do
  "$spin" -DRULE=$rule -a budget.pml >/dev/null
  "${CC:-cc}" -O2 -w -o pan pan.c
  for property in bound silent; do
    rm -f ./*.trail
    echo "== budget rule $rule, $property: $(./pan -a -N $property | grep -oE 'errors: [0-9]+')"
  done
done
rm -r "$work"
