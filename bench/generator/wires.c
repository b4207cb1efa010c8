#include "generator.h"
#include <string.h>

/* A peer of ours: what comes is what was sent. */
static const Sign plain[] = {{"{\"type\":\"send\"", MEANS_DELIVERED, NULL}, {0}};

/* Engine.IO 4 in text frames: 0 open, 2 ping, 3 pong, 4 message; in it Socket.IO's 0 connect, 2 event. */
static const Sign socket_io[] = {
    {"42", MEANS_DELIVERED, NULL},
    {"40", MEANS_READY, NULL},
    {"0", MEANS_OPENED, "40"},
    {"2", MEANS_PING, "3"},
    {0},
};

/* packages/protocol/src/down.ts. `welcome` carries the conversation's id, which `send` must repeat. */
static const Sign ours[] = {
    {"{\"type\":\"pass\"", MEANS_DELIVERED, NULL},
    {"{\"type\":\"ack\"", MEANS_ACK, NULL},
    {"{\"type\":\"ping\"", MEANS_PING, "{\"type\":\"pong\"}"},
    {"{\"type\":\"welcome\"", MEANS_READY, NULL},
    {"{\"type\":\"status\"", MEANS_NOTHING, NULL},
    {0},
};

static const Wire wires[] = {
    {"plain", true, false, MEANS_TROUBLE, plain},
    {"socket.io", false, false, MEANS_TROUBLE, socket_io},
    {"ours", false, true, MEANS_TROUBLE, ours},
};

const Wire *wire_named(const char *name) {
  for (size_t i = 0; i < sizeof wires / sizeof *wires; i++)
    if (strcmp(wires[i].name, name) == 0) return &wires[i];
  fail("no wire is called %s", name);
}

const Sign *sign_of(const Wire *wire, const char *text, size_t length) {
  for (const Sign *sign = wire->signs; sign->beginning; sign++) {
    size_t needed = strlen(sign->beginning);
    if (length >= needed && memcmp(text, sign->beginning, needed) == 0) return sign;
  }
  return NULL;
}
