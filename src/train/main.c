// SPDX-License-Identifier: Apache-2.0
// recoupe-train: remakes the models, one command each. The table below is the program.
#include "train/train.h"

#include <stdio.h>
#include <string.h>

static const struct trainer trainers[] = {
    {0},
};

int main(int argc, char **argv)
{
    for (const struct trainer *trainer = trainers; argc > 1 && trainer->name; trainer++) {
        if (strcmp(argv[1], trainer->name) == 0)
            return trainer->run(argc - 1, argv + 1);
    }
    fprintf(stderr, "usage: recoupe-train MODEL [OPTION]...\nmodels:\n");
    for (const struct trainer *trainer = trainers; trainer->name; trainer++)
        fprintf(stderr, "  %-10s %s\n", trainer->name, trainer->help);
    return 2;
}
