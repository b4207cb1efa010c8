/* The guess budget of SPEC.md CR3. The server is the scheduler: it offers to the guest and answers the host with
   guesses of its own, stays silent, and has both pages reloaded at any moment.
   RULE 0  the guest counts failures it sees, and both write the count after the act
   RULE 1  the product: both count before the act and write that first
   RULE 2  both count before the act, but write afterwards */
#ifndef RULE
#define RULE 1
#endif
#define MOST 40

byte guesses = 0;                        /* tested by the server so far */
byte shown = 0;                          /* seen by a person */
byte hMem = 0, hDisk = 0, gMem = 0, gDisk = 0;

active proctype server() {
  do
  :: guesses < MOST && hMem < 5 ->       /* a forged answer to the host */
     atomic {
       guesses++;
       hMem++;
#if RULE == 1
       hDisk = hMem; shown++
#else
       if :: hDisk = hMem; shown++ :: hMem = hDisk fi
#endif
     }
  :: guesses < MOST && gMem < 5 ->       /* a forged offer: the tag of the answer already tests the guess */
     atomic {
       guesses++;
#if RULE == 0
       if :: gMem++; gDisk = gMem; shown++ :: skip fi
#elif RULE == 1
       gMem++; gDisk = gMem; shown++
#else
       gMem++;
       if :: gDisk = gMem; shown++ :: gMem = gDisk fi
#endif
     }
  :: atomic { hMem = hDisk; gMem = gDisk }
  :: guesses >= MOST -> break
  :: hMem >= 5 && gMem >= 5 -> break
  od;
}

ltl bound  { [] (guesses <= 10) }
ltl silent { [] (guesses > 1 -> shown >= guesses - 1) }
