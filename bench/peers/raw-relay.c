/*
 * The floor: what the kernel's sockets and WebSocket framing alone cost. One thread on epoll; for
 * each message one recv, the mask taken off in place, one send from the same buffer. Reads no JSON,
 * checks nothing, keeps nothing, and dies of whatever it does not expect.
 *
 * raw-relay PORT        GET /ws/<pair>/<side>
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BUFFER_SIZE = 32 * 1024, MOST_PAIRS = 100000 };

typedef struct {
  int fd, pair, side;
  bool is_upgraded;
  size_t filled;
  uint8_t *buffer;
} Client;

static Client *seats[MOST_PAIRS][2];

/* The generator always sends the same key, so the answer to it (its SHA-1) is always this. */
static const char upgrade[] =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

static void die(const char *why) {
  perror(why);
  exit(1);
}

/* Eight bytes at a time, as every serious implementation does. */
static void unmask(uint8_t *payload, size_t length, const uint8_t *mask) {
  uint32_t four;
  memcpy(&four, mask, 4);
  uint64_t eight = (uint64_t)four << 32 | four;
  size_t at = 0;
  for (; at + 8 <= length; at += 8) {
    uint64_t word;
    memcpy(&word, payload + at, 8);
    word ^= eight;
    memcpy(payload + at, &word, 8);
  }
  for (; at < length; at++) payload[at] ^= mask[at & 3];
}

/* A server's frame has no mask: its header is 4 bytes shorter and fits in front of the payload. */
static void pass(Client *from, uint8_t *payload, size_t length) {
  Client *to = seats[from->pair][1 - from->side];
  if (!to) return;
  size_t header = length < 126 ? 2 : 4;
  uint8_t *frame = payload - header;
  frame[0] = 0x81;
  frame[1] = length < 126 ? length : 126;
  if (header == 4) {
    frame[2] = length >> 8;
    frame[3] = length & 255;
  }
  ssize_t sent = send(to->fd, frame, header + length, MSG_NOSIGNAL | MSG_DONTWAIT);
  if (sent >= 0 && (size_t)sent < header + length) die("a reader does not keep up");
}

/* The length of the frame at `at`, or 0 when it has not all come. */
static size_t frame_at(Client *client, size_t at) {
  uint8_t *frame = client->buffer + at;
  size_t there = client->filled - at, header = 2;
  if (there < header) return 0;
  size_t length = frame[1] & 127;
  if (length == 126) {
    header = 4;
    if (there < header) return 0;
    length = frame[2] << 8 | frame[3];
  }
  if (there < header + 4 + length) return 0;
  uint8_t *payload = frame + header + 4;
  if ((frame[0] & 15) == 1) {
    unmask(payload, length, frame + header);
    pass(client, payload, length);
  }
  return header + 4 + length;
}

static size_t greet(Client *client) {
  uint8_t *end = memmem(client->buffer, client->filled, "\r\n\r\n", 4);
  if (!end) return 0;
  *end = 0;
  if (sscanf((char *)client->buffer, "GET /ws/%d/%d", &client->pair, &client->side) != 2) exit(1);
  seats[client->pair][client->side] = client;
  client->is_upgraded = true;
  if (send(client->fd, upgrade, sizeof upgrade - 1, MSG_NOSIGNAL) < 0) die("upgrade");
  return end + 4 - client->buffer;
}

static void leave(Client *client) {
  if (client->is_upgraded && seats[client->pair][client->side] == client) seats[client->pair][client->side] = NULL;
  close(client->fd);
  free(client->buffer);
  free(client);
}

static void hear(Client *client) {
  ssize_t got = recv(client->fd, client->buffer + client->filled, BUFFER_SIZE - client->filled, 0);
  if (got < 0 && errno == EAGAIN) return;
  if (got <= 0) return leave(client);
  client->filled += got;
  size_t at = client->is_upgraded ? 0 : greet(client);
  if (!client->is_upgraded) return;
  for (size_t length; (length = frame_at(client, at)) > 0;) at += length;
  memmove(client->buffer, client->buffer + at, client->filled - at);
  client->filled -= at;
}

static void welcome(int epoll, int listener) {
  int yes = 1, fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
  if (fd < 0) return;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  Client *client = calloc(1, sizeof *client);
  client->fd = fd;
  client->buffer = malloc(BUFFER_SIZE);
  epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &(struct epoll_event){.events = EPOLLIN, .data.ptr = client});
}

int main(int count, char **arguments) {
  if (count != 2) return 2;
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  int yes = 1, listener = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(arguments[1]))};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 4096)) die("listen");
  int epoll = epoll_create1(0);
  epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &(struct epoll_event){.events = EPOLLIN, .data.ptr = NULL});
  for (;;) {
    struct epoll_event events[256];
    int ready = epoll_wait(epoll, events, 256, -1);
    for (int i = 0; i < ready; i++) {
      Client *client = events[i].data.ptr;
      if (client) hear(client);
      else welcome(epoll, listener);
    }
  }
}
