"""Runs a Megatron-LM checkout's own argument code, without torch, on argument vectors.

Usage: accept.py CHECKOUT < CASES
One case a line: JSON {"id": ..., "world": N, "capability": [9, 0], "env": {...}, "argv": [...]}.
Prints one line a case: JSON {"id": ..., "accepted": true|false, "error": "..."}.

Modules that need a GPU are replaced by empty stand-ins; everything that reads, checks and completes arguments is the
checkout's own: parse_args, validate_args, and the TransformerConfig and DistributedDataParallelConfig built from them.
"""

import importlib.abc
import importlib.machinery
import contextlib
import io
import json
import os
import sys
import types
import typing
import warnings

STOOD_IN = {"torch", "triton", "transformer_engine", "transformer_engine_torch", "einops", "apex", "amp_C", "tensorstore", "zarr"}
VERSIONS = {"torch": "2.9.0", "transformer_engine": "2.10.0", "einops": "0.8.0", "triton": "3.5.0"}
CAPABILITY = [9, 0]


class StandInType(type(typing.Protocol)):
    def __getattr__(cls, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        made = stand_in(cls.__qualname__ + "." + name)
        setattr(cls, name, made)
        return made

    def __call__(cls, *args, **kwargs):
        if cls.__dict__.get("_stand_in"):
            if len(args) == 1 and not kwargs and isinstance(args[0], (types.FunctionType, type)):
                return args[0]
        return super().__call__(*args, **kwargs)

    def __or__(cls, other):
        return typing.Any

    def __ror__(cls, other):
        return typing.Any

    def __getitem__(cls, item):
        return cls

    def __iter__(cls):
        return iter(())

    def __lt__(cls, other):
        return False


def stand_in(name):
    return StandInType(name, (Anything,), {"_stand_in": True, "__qualname__": name})


class Anything(metaclass=StandInType):
    _stand_in = True
    __file__ = "/stand_in"

    def __init__(self, *args, **kwargs):
        pass

    def __call__(self, *args, **kwargs):
        if len(args) == 1 and not kwargs and isinstance(args[0], (types.FunctionType, type)):
            return args[0]
        return Anything()

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return Anything()

    def __iter__(self):
        return iter(())

    def __lt__(self, other):
        return False

    def __mul__(self, other):
        return self

    __rmul__ = __add__ = __radd__ = __sub__ = __rsub__ = __floordiv__ = __mul__

    def __enter__(self):
        return self

    def __exit__(self, *args):
        return False


class StandInModule(types.ModuleType):
    def __getattr__(self, name):
        if name == "__version__":
            return VERSIONS.get(self.__name__.split(".")[0], "1.0.0")
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        made = stand_in(self.__name__ + "." + name)
        setattr(self, name, made)
        return made


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, fullname, path=None, target=None):
        if fullname.split(".")[0] in STOOD_IN:
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec):
        module = StandInModule(spec.name)
        module.__path__ = []
        module.__file__ = "/" + spec.name
        return module

    def exec_module(self, module):
        pass


def number_formats(torch):
    class dtype:
        def __init__(self, name):
            self.name = name

        def __repr__(self):
            return "torch." + self.name

    torch.dtype = dtype
    for name in "float32 float16 bfloat16 uint8 int64 int32 int8 float64 bool float8_e4m3fn float8_e5m2".split():
        setattr(torch, name, dtype(name))
    torch.float, torch.half, torch.long = torch.float32, torch.float16, torch.int64


def prepare():
    typing.override = getattr(typing, "override", lambda f: f)
    sys.meta_path.insert(0, Finder())
    import torch
    import torch.cuda
    import torch.distributed
    import torch.utils.cpp_extension

    number_formats(torch)
    torch.utils.cpp_extension.CUDA_HOME = None
    torch.is_grad_enabled = lambda: True
    torch.distributed.is_initialized = lambda: False
    torch.distributed.is_available = lambda: True
    torch.cuda.is_available = lambda: True
    torch.cuda.get_device_capability = lambda *a: tuple(CAPABILITY)
    torch.cuda.get_device_properties = lambda *a: types.SimpleNamespace(
        major=CAPABILITY[0], minor=CAPABILITY[1], multi_processor_count=132
    )
    torch.cuda.device_count = lambda: 8
    torch.distributed.get_world_size = lambda *a: int(os.environ.get("WORLD_SIZE", 1))
    torch.distributed.get_rank = lambda *a: 0


def judge(case, arguments):
    CAPABILITY[:] = case.get("capability", [9, 0])
    for name in ("CUDA_DEVICE_MAX_CONNECTIONS", "NVTE_FLASH_ATTN"):
        os.environ.pop(name, None)
    os.environ.update(case.get("env", {}))
    os.environ["WORLD_SIZE"] = str(case["world"])
    os.environ["RANK"] = "0"
    sys.argv = ["pretrain_gpt.py"] + case["argv"]
    args = arguments.parse_args()
    arguments.validate_args(args, {"tokenizer_type": "GPT2BPETokenizer"})
    config = arguments.core_transformer_config_from_args(args)
    return args, config


def data_parallel(args):
    import dataclasses

    from megatron.core.distributed import DistributedDataParallelConfig

    values = {f.name: getattr(args, f.name) for f in dataclasses.fields(DistributedDataParallelConfig) if hasattr(args, f.name)}
    values["grad_reduce_in_fp32"] = args.accumulate_allreduce_grads_in_fp32
    return DistributedDataParallelConfig(**values)


def stage_layers(args, config):
    """Decoder layers of every pipeline rank and chunk, asked of the checkout."""
    from megatron.core import parallel_state
    from megatron.core.transformer.transformer_block import get_num_layers_to_build

    chunks = config.virtual_pipeline_model_parallel_size or 1
    counts = []
    parallel_state.get_pipeline_model_parallel_world_size = lambda: args.pipeline_model_parallel_size
    parallel_state.get_virtual_pipeline_model_parallel_world_size = lambda: config.virtual_pipeline_model_parallel_size
    for chunk in range(chunks):
        for rank in range(args.pipeline_model_parallel_size):
            parallel_state.get_pipeline_model_parallel_rank = lambda r=rank: r
            try:
                counts.append(get_num_layers_to_build(config, vp_stage=chunk if chunks > 1 else None, pp_rank=rank))
            except TypeError:
                try:
                    counts.append(get_num_layers_to_build(config, vp_stage=chunk if chunks > 1 else None))
                except TypeError:
                    parallel_state.get_virtual_pipeline_model_parallel_rank = lambda c=chunk: c
                    counts.append(get_num_layers_to_build(config))
    return counts


def main():
    sys.path.insert(0, sys.argv[1])
    prepare()
    warnings.simplefilter("ignore")
    from megatron.training import arguments

    for line in sys.stdin:
        case = json.loads(line)
        said = io.StringIO()
        answer = {"id": case["id"], "accepted": True}
        try:
            with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
                args, config = judge(case, arguments)
                data_parallel(args)
                answer["layers"] = stage_layers(args, config)
        except SystemExit:
            answer = {"id": case["id"], "accepted": False, "error": said.getvalue().strip().splitlines()[-1:]}
        except Exception as e:
            import traceback
            where = traceback.extract_tb(e.__traceback__)[-1]
            answer = {"id": case["id"], "accepted": False, "error": f"{type(e).__name__}: {e} at {where.filename.split('/')[-1]}:{where.lineno}"}
        answer["warnings"] = [w for w in said.getvalue().splitlines() if "WARN" in w.upper() or "isabling" in w][:12]
        print(json.dumps(answer), flush=True)


main()
