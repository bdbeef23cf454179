// SPDX-License-Identifier: Apache-2.0
// Constants of the model file's layout (described in model.h), shared by reader and writer.
#ifndef RECOUPE_MODEL_LAYOUT_H
#define RECOUPE_MODEL_LAYOUT_H

#include <stddef.h>
#include <stdint.h>

#define MODEL_MAGIC "RECOUPE\x1a"
#define MODEL_VERSION 1
#define MODEL_HEADER_SIZE 64
#define MODEL_ALIGNMENT 64 // a cache line

size_t model_type_size(uint32_t type); // bytes of an item; 0 for an unknown type

#endif
