// SPDX-License-Identifier: Apache-2.0
// Build-time: reads a list of file names and prints an assembler file that embeds their bytes and
// a table of { name, start, end } for engine/data.c. GNU as syntax, any CPU that Debian runs on.
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    FILE *list = argc == 2 ? fopen(argv[1], "r") : NULL;
    char name[4096];
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
        printf(".balign 64\nbytes%u: .incbin \"%s\"\nend%u: .byte 0\nname%u: .asciz \"%s\"\n", count,
               name, count, count, name);
        count++;
    }
    puts(".section .data.rel.ro.recoupe_data,\"aw\"\n.balign 8\n.globl recoupe_data\n"
         ".hidden recoupe_data\nrecoupe_data:");
    for (unsigned i = 0; i < count; i++)
        printf(".quad name%u, bytes%u, end%u\n", i, i, i);
    puts(".quad 0, 0, 0\n.section .note.GNU-stack,\"\",%progbits");
    fclose(list);
    return 0;
}
