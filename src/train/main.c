// SPDX-License-Identifier: Apache-2.0
// recoupe-train: the second program, which makes the models. Reads its arguments, finds the
// trainer in the table and runs it. Never linked into recoupe.
#include "train/train.h"

#include <stdio.h>
#include <stdlib.h>

static const struct trainer trainers[] = {
    {"language", "languages, from a folder of letter n-gram profiles", train_language},
    {"segment", "sentence ends and contractions, from treebanks", train_segment},
    {"ends", "sentence ends of texts without line ends, from treebanks", train_ends},
    {"lemma", "dictionary forms, from treebanks and a full-form dictionary", train_lemma},
    {"words", "word clusters, from raw text", train_words},
    {"tag", "parts of speech and features, from treebanks", train_tag},
    {"silver", "raw sentences parsed by teachers (--state A,B,C), for tree --silver", train_silver},
    {"tree", "dependency trees, from treebanks and jackknifed tags", train_tree},
    {"ner", "proper names, from column files and lists of names", train_ner},
};
enum { TRAINER_COUNT = sizeof trainers / sizeof *trainers };

static int usage(FILE *out, int status)
{
    fprintf(out,
            "usage: recoupe-train KIND --lang CODE --data FOLDER [--output FILE]\n"
            "                     [--models FOLDER] [--epochs N] [--cache FILE] [--evaluate]\n"
            "                     [--seed N] [--state FILE] [--silver FILE]\n"
            "                     [--treebank FILE] [--development FILE]\n\n"
            "tag and tree learn any language from a treebank of your own (CoNLL-U):\n"
            "  recoupe-train tag --lang es --treebank train.conllu --development dev.conllu \\\n"
            "                --data . --models mine --output mine/es.tag\n"
            "and the same with tree. A parser in training is kept in --state and goes on from "
            "there.\n\nkinds:\n");
    for (int i = 0; i < TRAINER_COUNT; i++)
        fprintf(out, "  %-10s %s\n", trainers[i].name, trainers[i].help);
    return status;
}

static bool option_read(struct train_options *options, const char *name, const char *value)
{
    if (strcmp(name, "--lang") == 0)
        options->language = value;
    else if (strcmp(name, "--data") == 0)
        options->data = value;
    else if (strcmp(name, "--output") == 0)
        options->output = value;
    else if (strcmp(name, "--models") == 0)
        options->models = value;
    else if (strcmp(name, "--treebank") == 0)
        options->treebank = value;
    else if (strcmp(name, "--development") == 0)
        options->development = value;
    else if (strcmp(name, "--state") == 0)
        options->state = value;
    else if (strcmp(name, "--silver") == 0)
        options->silver = value;
    else if (strcmp(name, "--seed") == 0)
        options->seed = (uint32_t)strtoul(value, NULL, 10);
    else if (strcmp(name, "--cache") == 0)
        options->cache = value;
    else if (strcmp(name, "--epochs") == 0)
        options->epochs = (uint32_t)strtoul(value, NULL, 10);
    else
        return false;
    return true;
}

int main(int argc, char **argv)
{
    struct train_options options = {.language = "fr", .models = "models"};
    if (argc > 1 && strcmp(argv[1], "--help") == 0)
        return usage(stdout, 0);
    for (int i = 2; i < argc; i++) {
        if (strcmp(argv[i], "--evaluate") == 0)
            options.evaluate_only = true;
        else if (i + 1 >= argc || !option_read(&options, argv[i], argv[i + 1]))
            return usage(stderr, 2);
        else
            i++;
    }
    if (argc < 2 || !options.data)
        return usage(stderr, 2);
    for (int i = 0; i < TRAINER_COUNT; i++) {
        if (strcmp(argv[1], trainers[i].name) != 0)
            continue;
        struct error error = {0};
        if (trainers[i].run(&options, &error))
            return 0;
        fprintf(stderr, "recoupe-train: %s: %s\n", error.where, error.message);
        return error.kind == ERROR_USAGE ? 2 : error.kind == ERROR_INPUT ? 1 : 3;
    }
    return usage(stderr, 2);
}
