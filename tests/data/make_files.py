"""Writes the files that tests/import.rs reads: real NumPy and real safetensors.

    pip install numpy safetensors ml_dtypes
    python tests/data/make_files.py

Element k of every array, in C order, is BASE + k, so that the tests know every number by its place.
"""

import json
import struct
from pathlib import Path

import ml_dtypes
import numpy as np
from safetensors.numpy import save_file

FILES = Path(__file__).parent / "files"
FILES.mkdir(exist_ok=True)


def counted(shape, dtype="f8", base=0):
    size = int(np.prod(shape))
    return (np.arange(size) + base).astype(dtype).reshape(shape)


# --- .npy: every dtype, both byte orders, both orders of memory, ranks 0 to 4, versions 1 to 3.
for dtype in ["b1", "u1", "u2", "u4", "u8", "i1", "i2", "i4", "i8", "f2", "f4", "f8"]:
    np.save(FILES / f"dtype_{dtype}.npy", counted((2, 3), dtype))
for dtype in [">i2", ">u4", ">f2", ">f4", ">f8"]:
    np.save(FILES / f"big_{dtype[1:]}.npy", counted((2, 3), dtype, base=-2 if dtype[1] != "u" else 0))
for rank, shape in enumerate([(), (5,), (3, 4), (2, 3, 4), (2, 2, 3, 4)]):
    np.save(FILES / f"rank_{rank}.npy", counted(shape))
    np.save(FILES / f"fortran_{rank}.npy", np.asfortranarray(counted(shape)))
for version in [(1, 0), (2, 0), (3, 0)]:
    with open(FILES / f"version_{version[0]}.npy", "wb") as file:
        np.lib.format.write_array(file, counted((3, 4)), version=version)
np.save(FILES / "complex.npy", counted((2, 2), "c16"))
np.save(FILES / "text.npy", np.array([["query", "key"]]))
np.save(FILES / "record.npy", np.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f8")]))
np.save(FILES / "object.npy", np.array([None, 1], dtype=object), allow_pickle=True)
np.save(FILES / "empty.npy", np.zeros((0, 3)))
odd = counted((2, 3))
odd[0, 1], odd[1, 2] = -np.inf, np.inf
np.save(FILES / "infinite.npy", odd)
odd[1, 0] = np.nan
np.save(FILES / "nan.npy", odd)

# --- .npz: stored and packed.
arrays = {"W_Q": counted((4, 3)), "W K": counted((4, 3), "f4", base=100), "stack": counted((2, 60, 150), "i4")}
np.savez(FILES / "stored.npz", **arrays)
np.savez_compressed(FILES / "packed.npz", **arrays)

# --- Text.
np.savetxt(FILES / "savetxt.txt", counted((3, 4)) / 8)
np.savetxt(FILES / "comma.csv", counted((3, 4)) / 8, delimiter=",", fmt="%r")
(FILES / "named.csv").write_text('token,d1,d2\nthe,0,1\n猫,2,3\n"sat, down",4,5\n', encoding="utf-8")
(FILES / "excel.tsv").write_bytes("0\t1\t2\r\n3\t4\t5\r\n".encode("utf-16"))
(FILES / "repr.txt").write_text(repr(counted((2, 3, 4)) / 8))
(FILES / "print.txt").write_text(str(counted((20, 30))) + "\n")
with np.printoptions(threshold=np.inf, linewidth=60):
    (FILES / "printed.txt").write_text(str(counted((20, 30))) + "\n")


# --- .safetensors: every dtype, and the shapes of two families of models.
names = {"BOOL": "b1", "U8": "u1", "I8": "i1", "I16": "i2", "I32": "i4", "I64": "i8", "U16": "u2", "U32": "u4",
         "U64": "u8", "F16": "f2", "F32": "f4", "F64": "f8"}
kinds = {name: counted((2, 3), dtype) for name, dtype in names.items()}
kinds["BF16"] = counted((2, 3), ml_dtypes.bfloat16)
save_file(kinds, FILES / "kinds.safetensors")

# GPT-2: Conv1D stores input × output, and queries, keys and values as one. d_model 12, 3 heads, so d_k is 4.
gpt2 = {"wte.weight": counted((20, 12), "f4"), "wpe.weight": counted((8, 12), "f4")}
for layer in [0, 1, 10]:
    gpt2[f"h.{layer}.attn.c_attn.weight"] = counted((12, 36), "f4", base=layer)
    gpt2[f"h.{layer}.attn.c_attn.bias"] = counted((36,), "f4")
    gpt2[f"h.{layer}.attn.c_proj.weight"] = counted((12, 12), "f4", base=layer)
    gpt2[f"h.{layer}.ln_1.weight"] = counted((12,), "f4")
save_file(gpt2, FILES / "gpt2.safetensors", metadata={"format": "pt"})

# Llama: Linear stores output × input. d_model 16, 4 heads of 4, 2 heads of keys and values.
llama = {"model.embed_tokens.weight": counted((10, 16), ml_dtypes.bfloat16)}
for name, rows in [("q_proj", 16), ("k_proj", 8), ("v_proj", 8), ("o_proj", 16)]:
    llama[f"model.layers.0.self_attn.{name}.weight"] = counted((rows, 16), ml_dtypes.bfloat16)
save_file(llama, FILES / "llama.safetensors", metadata={"format": "pt"})

# --- Files of other kinds, and a header that lies.
(FILES / "model.pt").write_bytes(b"\x80\x02}q\x00.")
header = json.dumps({"w": {"dtype": "F32", "shape": [2, 2], "data_offsets": [0, 17179869184]}}).encode()
(FILES / "lying.safetensors").write_bytes(struct.pack("<Q", len(header)) + header + bytes(16))
