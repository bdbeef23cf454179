// SPDX-License-Identifier: Apache-2.0
// Containers: WARC with broken lengths, JSON lines with a bad one, feeds, truncated gzip.
#include "read_fixture.h"
#include "test.h"

#include <stdio.h>
#include <unistd.h>

struct counts {
    unsigned good, bad;
    struct slice first; // bytes of the first record, copied
};

static char first_bytes[4096];

// Writes bytes to a file, reads it to its end and counts.
static struct counts count(struct slice bytes)
{
    char path[64];
    struct error error = {0};
    struct record record;
    struct counts counts = {0};
    enum input_step step;
    snprintf(path, sizeof path, "build/test-input-%d", (int)getpid());
    CHECK(file_write(path, bytes, &error));
    struct input *input = input_open(path, &error);
    if (!input) {
        unlink(path);
        return (struct counts){0, 99, SLICE_NONE};
    }
    while ((step = input_next(input, &record, &error)) != INPUT_END) {
        counts.good += step == INPUT_RECORD;
        counts.bad += step == INPUT_BAD_RECORD;
        if (step == INPUT_RECORD && counts.good == 1) {
            size_t size = record.bytes.size < sizeof first_bytes ? record.bytes.size : sizeof first_bytes;
            memcpy(first_bytes, record.bytes.data, size);
            counts.first = (struct slice){first_bytes, size};
        }
        if (step == INPUT_RECORD)
            record_free(&record);
        if (counts.good + counts.bad > 1000)
            break;
    }
    input_close(input);
    unlink(path);
    return counts;
}

#define WARC(length, body)                                                                         \
    "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: " length \
    "\r\n\r\n" body "\r\n\r\n"
#define HTTP "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>un</p>"

TEST(read_warc_good_and_broken_lengths)
{
    struct counts counts = count(SLICE(WARC("53", HTTP) WARC("53", HTTP)));
    CHECK(counts.good == 2 && counts.bad == 0);
    CHECK_TEXT(counts.first, "<p>un</p>");
    counts = count(SLICE(WARC("50", HTTP) WARC("53", HTTP)));
    CHECK(counts.good == 1 && counts.bad == 1);
    counts = count(SLICE(WARC("99", HTTP) WARC("53", HTTP)));
    CHECK(counts.good == 1 && counts.bad == 1);
    counts = count(SLICE(WARC("999999999999", HTTP) WARC("53", HTTP)));
    CHECK(counts.bad >= 1);
    counts = count(SLICE(WARC("x", HTTP) WARC("53", HTTP)));
    CHECK(counts.good == 1 && counts.bad == 1);
}

TEST(read_warc_chunked)
{
    struct counts counts = count(SLICE(
        WARC("95", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
                   "4\r\n<p>u\r\n5\r\nn</p>\r\n0\r\n\r\n")));
    CHECK(counts.good == 1);
    CHECK_TEXT(counts.first, "<p>un</p>");
}

TEST(read_jsonl_bad_line)
{
    struct counts counts = count(SLICE("{\"text\":\"a\"}\n\n{\"text\":\n{\"text\":\"b\"}\n"));
    CHECK(counts.good == 3); // the broken line is found when it is read
    counts = count(SLICE("[\n {\"text\":\"a\"},\n {\"text\":\"b\"}\n]\n"));
    CHECK(counts.good == 2 && counts.bad == 0);
    counts = count(SLICE("{\n \"text\": \"a\"\n}\n"));
    CHECK(counts.good == 1 && counts.bad == 0);
}

TEST(read_feeds)
{
    struct counts counts = count(
        SLICE("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>F</title><item><title>A</title>"
              "<description>&lt;p&gt;un&lt;/p&gt;</description></item><item><title>B</title></item>"
              "</channel></rss>"));
    CHECK(counts.good == 2);
    CHECK_TEXT(counts.first, "<item><title>A</title><description>&lt;p&gt;un&lt;/p&gt;</description></item>");
    counts = count(SLICE("{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"F\",\"items\":"
                         "[{\"id\":\"1\",\"content_text\":\"a < b\"}]}"));
    CHECK(counts.good == 1);
    CHECK_TEXT(counts.first, "{\"id\":\"1\",\"content_text\":\"a < b\"}");
}

TEST(read_hostile_containers)
{
    static const char gzip_cut[] = "\x1F\x8B\x08\0\0\0\0\0\0\x03\x4B\x4C";
    CHECK(count((struct slice){gzip_cut, sizeof gzip_cut - 1}).good == 0);
    CHECK(count(SLICE("")).bad == 99);
    CHECK(count(SLICE("\x89PNG\r\n\x1A\n\0\0\0\0")).bad == 99);
    CHECK(count(SLICE("\0\1\2\3\4\5\6\7\0\1\2\3\4\5\6\7\0\1\2\3")).bad == 99);
}

TEST(read_json_record_to_the_letter)
{
    struct document *document = read_fixture(
        RECORD_JSON, SLICE("{\"id\":7,\"text\":\" Deux  espaces \\n\\n« ici » \",\"lang\":\"fr-FR\","
                           "\"published\":{\"value\":\"2025-07\",\"basis\":\"text\"},\"title\":\"T\"}"));
    CHECK_TEXT(document->text, " Deux  espaces \n\n« ici » ");
    CHECK_TEXT(document->source_id, "7");
    CHECK_TEXT(document->published.value, "2025-07");
    CHECK(document->published.basis == DATE_TEXT && document->language == LANGUAGE_fr);
    document = read_fixture(RECORD_JSON,
                            SLICE("{\"maintext\":\"Un.\",\"date_publish\":\"2023-05-04 10:11:12\","
                                  "\"source_domain\":\"a.fr\",\"authors\":[\"X Y\"],\"language\":\"nl\"}"));
    CHECK_TEXT(document->text, "Un.");
    CHECK_TEXT(document->published.value, "2023-05-04T10:11:12");
    CHECK_TEXT(document->site, "a.fr");
    CHECK(document->authors.count == 1);
}
