// SPDX-License-Identifier: Apache-2.0
// Build-time: reads a list of file names and prints an assembler file that embeds their bytes and
// a table of { name, start, end, SHA-256 } for engine/data.c. GNU as syntax, any CPU that Debian
// runs on.
#include "base/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void checksum(const char *name, char hex[65])
{
    FILE *file = fopen(name, "rb");
    size_t size = 0, capacity = (size_t)64 << 20;
    char *bytes = malloc(capacity);
    if (!file || !bytes || (size = fread(bytes, 1, capacity, file)) == capacity || ferror(file)) {
        fprintf(stderr, "embed: %s cannot be read, or is too large\n", name);
        exit(2);
    }
    hash_sha256(bytes, size, hex);
    free(bytes);
    fclose(file);
}

int main(int argc, char **argv)
{
    FILE *list = argc == 2 ? fopen(argv[1], "r") : NULL;
    char name[4096], hex[65];
    unsigned count = 0;
    if (!list) {
        fprintf(stderr, "usage: embed LIST >data.S\n");
        return 2;
    }
    puts(".section .rodata.recoupe_data,\"a\"");
    while (fgets(name, sizeof name, list)) {
        name[strcspn(name, "\n")] = 0;
        if (!*name)
            continue;
        checksum(name, hex);
        printf(".balign 64\nbytes%u: .incbin \"%s\"\nend%u: .byte 0\nname%u: .asciz \"%s\"\n"
               "sum%u: .asciz \"%s\"\n", count, name, count, count, name, count, hex);
        count++;
    }
    puts(".section .data.rel.ro.recoupe_data,\"aw\"\n.balign 8\n.globl recoupe_data\n"
         ".hidden recoupe_data\nrecoupe_data:");
    for (unsigned i = 0; i < count; i++)
        printf(".quad name%u, bytes%u, end%u, sum%u\n", i, i, i, i);
    puts(".quad 0, 0, 0, 0\n.section .note.GNU-stack,\"\",%progbits");
    fclose(list);
    return 0;
}
