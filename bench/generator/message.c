#define _GNU_SOURCE
#include "generator.h"
#include <stdlib.h>
#include <string.h>

/* Any mask but zero, which some servers skip. The same for all frames: its randomness protects
 * against proxies, and there is none here. */
static const uint8_t mask[4] = {0x37, 0xfa, 0x21, 0x3d};

enum { NUMBER_DIGITS = 16, ID_DIGITS = 12, UUID_LENGTH = 36 };

/* Numbers all have 16 digits: JSON knows no leading zeros. Still below 2^53. */
static const uint64_t number_base = 1000000000000000;

static void put(Message *message, size_t at, const char *text, size_t length) {
  for (size_t i = at; i < at + length; i++) message->bytes[message->header + i] = text[i - at] ^ mask[i & 3];
}

/* The place right behind `key` in the text. */
static size_t behind(const char *text, const char *key) {
  const char *found = strstr(text, key);
  if (!found) fail("a message of the plan has no %s", key);
  return found - text + strlen(key);
}

void message_make(Message *message, const char *text) {
  size_t length = strlen(text);
  if (length < 126 || length > 65535) fail("a message of the plan has %zu bytes", length);
  message->header = 8;
  message->length = message->header + length;
  message->bytes = malloc(message->length);
  const uint8_t header[] = {0x81, 0x80 | 126, length >> 8, length & 255, mask[0], mask[1], mask[2], mask[3]};
  memcpy(message->bytes, header, sizeof header);
  put(message, 0, text, length);
  message->number = behind(text, "\"n\":");
  message->id = behind(text, "\"message_id\":\"") + UUID_LENGTH - ID_DIGITS;
  message->conv = behind(text, "\"conv\":\"");
}

void message_set_conv(Message *message, const char *uuid) { put(message, message->conv, uuid, UUID_LENGTH); }

void message_stamp(Message *message, uint64_t time) {
  static uint64_t serial;
  char number[NUMBER_DIGITS], id[ID_DIGITS];
  uint64_t left = number_base + time;
  for (int i = NUMBER_DIGITS - 1; i >= 0; i--, left /= 10) number[i] = '0' + left % 10;
  left = ++serial;
  for (int i = ID_DIGITS - 1; i >= 0; i--, left >>= 4) id[i] = "0123456789abcdef"[left & 15];
  put(message, message->number, number, NUMBER_DIGITS);
  put(message, message->id, id, ID_DIGITS);
}

uint64_t message_time(const char *text, size_t length) {
  const char *at = memmem(text, length, "\"n\":", 4);
  if (!at || at + 4 + NUMBER_DIGITS > text + length) return 0;
  uint64_t number = 0;
  for (int i = 0; i < NUMBER_DIGITS; i++) number = number * 10 + (at[4 + i] - '0');
  return number - number_base;
}
