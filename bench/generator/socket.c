#define _GNU_SOURCE
#include "generator.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BUFFER_SIZE = 32 * 1024, TEXT = 1, CLOSE = 8, PING = 9, PONG = 10 };

static void write_all(Socket *socket, const void *bytes, size_t length) {
  const char *rest = bytes;
  while (length > 0) {
    ssize_t written = send(socket->fd, rest, length, MSG_NOSIGNAL);
    if (written >= 0) {
      rest += written;
      length -= written;
    } else if (errno == EAGAIN) {
      struct pollfd writable = {.fd = socket->fd, .events = POLLOUT};
      if (poll(&writable, 1, 2000) <= 0) fail("the server has not read for 2 s");
    } else if (errno != EINTR) {
      counts.troubles++;
      return;
    }
  }
}

/* Small frames: greetings and answers. */
static void write_frame(Socket *socket, int opcode, const void *payload, size_t length) {
  static const uint8_t mask[4] = {1, 2, 3, 4};
  uint8_t frame[2048];
  size_t at = 0;
  if (length > sizeof frame - 8) fail("a greeting of %zu bytes", length);
  frame[at++] = 0x80 | opcode;
  if (length < 126) {
    frame[at++] = 0x80 | length;
  } else {
    frame[at++] = 0x80 | 126;
    frame[at++] = length >> 8;
    frame[at++] = length & 255;
  }
  memcpy(frame + at, mask, 4);
  at += 4;
  for (size_t i = 0; i < length; i++) frame[at + i] = ((const uint8_t *)payload)[i] ^ mask[i & 3];
  write_all(socket, frame, at + length);
}

void socket_send_text(Socket *socket, const char *text) { write_frame(socket, TEXT, text, strlen(text)); }

/* One system call a message, as from devices of their own. */
void socket_send_message(Socket *socket, uint64_t time) {
  message_stamp(&socket->message, time);
  write_all(socket, socket->message.bytes, socket->message.length);
  counts.sent++;
}

void socket_open(Socket *target, int port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int yes = 1;
  target->fd = socket(AF_INET, SOCK_STREAM, 0);
  if (target->fd < 0 || connect(target->fd, (struct sockaddr *)&address, sizeof address)) {
    fail("cannot connect: %s", strerror(errno));
  }
  setsockopt(target->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  fcntl(target->fd, F_SETFL, O_NONBLOCK);
  target->buffer = malloc(BUFFER_SIZE);
  char request[1024];
  int length = snprintf(request, sizeof request,
                        "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
                        target->path, port);
  write_all(target, request, length);
}

/* The length of the HTTP answer once it is whole, else 0. */
static size_t upgraded(Socket *socket) {
  uint8_t *end = memmem(socket->buffer, socket->filled, "\r\n\r\n", 4);
  if (!end) return 0;
  if (memcmp(socket->buffer, "HTTP/1.1 101", 12) != 0) fail("no upgrade: %.60s", socket->buffer);
  socket->is_upgraded = true;
  return end + 4 - socket->buffer;
}

/* Handles one frame at `at`; its whole length, or 0 when it has not all come. */
static size_t read_frame(Socket *socket, size_t at, void (*on_text)(Socket *, const char *, size_t)) {
  const uint8_t *frame = socket->buffer + at;
  size_t there = socket->filled - at, header = 2;
  if (there < header) return 0;
  size_t length = frame[1] & 127;
  if (length == 127) fail("a frame of more than 64 KB came");
  if (length == 126) {
    header = 4;
    if (there < header) return 0;
    length = frame[2] << 8 | frame[3];
  }
  if (there < header + length) return 0;
  switch (frame[0] & 15) {
    case TEXT: on_text(socket, (const char *)frame + header, length); break;
    case PING: write_frame(socket, PONG, frame + header, length); break;
    case CLOSE: counts.closed++; break;
  }
  return header + length;
}

bool socket_read(Socket *socket, void (*on_text)(Socket *, const char *, size_t)) {
  ssize_t got = recv(socket->fd, socket->buffer + socket->filled, BUFFER_SIZE - socket->filled, 0);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return true;
  if (got <= 0) {
    counts.closed++;
    close(socket->fd);
    return false;
  }
  socket->filled += got;
  size_t at = 0;
  if (!socket->is_upgraded) {
    at = upgraded(socket);
    if (at == 0) return true;
    on_text(socket, NULL, 0); /* the socket is open */
  }
  for (size_t read; (read = read_frame(socket, at, on_text)) > 0;) at += read;
  memmove(socket->buffer, socket->buffer + at, socket->filled - at);
  socket->filled -= at;
  return true;
}
