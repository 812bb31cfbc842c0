"""Asks a Megatron-LM checkout's own argument code about argument vectors. Needs neither torch nor a GPU.

Usage: megatron_accepts.py CHECKOUT < CASES
A case is a line of JSON: {"world": 8, "capability": [9, 0], "env": {...}, "argv": [...]}.
The answer to a case is a line of JSON: {"layers": [...], "changed": {...}} or {"error": "..."}. "layers" are the decoder layers of every pipeline rank, chunk by chunk;
"changed" are given arguments that validation replaced by another value.

Packages that need a GPU are replaced by stand-ins without content. What reads, checks and completes the arguments is
the checkout's own: parse_args, validate_args, the configurations that are built from them, and the division of ranks.
"""

import argparse
import contextlib
import dataclasses
import importlib.abc
import importlib.machinery
import io
import json
import os
import sys
import traceback
import types
import typing
import warnings

VERSIONS = {
    "torch": "2.9.0",
    "transformer_engine": "2.10.0",
    "transformer_engine_torch": "2.10.0",
    "triton": "3.5.0",
    "einops": "0.8.0",
    "apex": "0.1",
    "amp_C": "0.1",
    "tensorstore": "0.1.70",
    "zarr": "2.18.0",
}
NUMBER_FORMATS = "float16 float32 float64 bfloat16 uint8 int8 int32 int64 bool float8_e4m3fn float8_e5m2".split()


def is_decorated(values, named):
    return len(values) == 1 and not named and isinstance(values[0], (types.FunctionType, type))


class StandInType(type(typing.Protocol)):
    """A class whose every attribute is another such class; applied to a function or class it returns that."""

    def __getattr__(cls, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        made = StandInType(name, (StandIn,), {"made_up": True})
        setattr(cls, name, made)
        return made

    def __call__(cls, *values, **named):
        if cls.__dict__.get("made_up") and is_decorated(values, named):
            return values[0]
        return super().__call__(*values, **named)

    def __or__(cls, other):
        return typing.Any

    __ror__ = __or__

    def __getitem__(cls, item):
        return cls

    def __iter__(cls):
        return iter(())


class StandIn(metaclass=StandInType):
    made_up = True
    __file__ = "/stand-in"

    def __init__(self, *values, **named):
        pass

    def __call__(self, *values, **named):
        return values[0] if is_decorated(values, named) else StandIn()

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return StandIn()

    def __iter__(self):
        return iter(())

    def __lt__(self, other):
        return False

    def __mul__(self, other):
        return self

    __rmul__ = __add__ = __radd__ = __sub__ = __rsub__ = __floordiv__ = __mul__

    def __enter__(self):
        return self

    def __exit__(self, *reason):
        return False


class StandInModule(types.ModuleType):
    def __getattr__(self, name):
        if name == "__version__":
            return VERSIONS[self.__name__.split(".")[0]]
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        made = StandInType(name, (StandIn,), {"made_up": True})
        setattr(self, name, made)
        return made


class StandInFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, fullname, path=None, target=None):
        if fullname.split(".")[0] in VERSIONS:
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec):
        module = StandInModule(spec.name)
        module.__path__ = []
        module.__file__ = "/" + spec.name
        return module

    def exec_module(self, module):
        pass


class Device:
    """The GPU that the stand-in of torch reports."""

    capability = (9, 0)

    @classmethod
    def properties(cls, *index):
        return types.SimpleNamespace(major=cls.capability[0], minor=cls.capability[1], multi_processor_count=132)


class FusedAdam:
    """The arguments by which optimizer code tells what Transformer Engine's Adam can do."""

    def __init__(
        self, params, master_weight_dtype=None, exp_avg_dtype=None, exp_avg_sq_dtype=None, use_decoupled_grad=False
    ):
        pass


def rearrange(array, pattern, **sizes):
    """The one rearrangement by which ranks are divided into groups of groups."""
    if pattern != "(l s u) -> (l u) s":
        return StandIn()
    outer, size, inner = sizes["l"], sizes["s"], sizes["u"]
    return array.reshape(outer, size, inner).transpose(0, 2, 1).reshape(outer * inner, size)


class OptionParser(argparse.ArgumentParser):
    """Remembers which option sets which argument."""

    destinations = {}

    def parse_args(self, *values, **named):
        OptionParser.destinations = {o: a.dest for o, a in self._option_string_actions.items()}
        return super().parse_args(*values, **named)


def stand_in_for_torch():
    typing.override = getattr(typing, "override", lambda function: function)
    sys.meta_path.insert(0, StandInFinder())
    import einops
    import torch
    import torch.cuda
    import torch.distributed
    import torch.utils.cpp_extension
    import transformer_engine.pytorch.optimizers

    torch.dtype = type("dtype", (), {"__init__": lambda self, name: setattr(self, "name", name)})
    for name in NUMBER_FORMATS:
        setattr(torch, name, torch.dtype(name))
    torch.float, torch.half, torch.long = torch.float32, torch.float16, torch.int64
    torch.is_grad_enabled = lambda: True
    einops.rearrange = rearrange
    transformer_engine.pytorch.optimizers.FusedAdam = FusedAdam
    torch.utils.cpp_extension.CUDA_HOME = None
    torch.distributed.is_initialized = lambda: False
    torch.distributed.is_available = lambda: True
    torch.distributed.get_rank = lambda *group: 0
    torch.cuda.is_available = lambda: True
    torch.cuda.device_count = lambda: 8
    torch.cuda.get_device_capability = lambda *index: Device.capability
    torch.cuda.get_device_properties = Device.properties


def environment(case):
    for name in ("CUDA_DEVICE_MAX_CONNECTIONS", "NVTE_FLASH_ATTN", "NVTE_FUSED_ATTN", "NVTE_UNFUSED_ATTN"):
        os.environ.pop(name, None)
    os.environ.update(case["env"])
    os.environ.update(WORLD_SIZE=str(case["world"]), RANK="0")
    Device.capability = tuple(case["capability"])
    sys.argv = ["pretrain_gpt.py"] + case["argv"]


def changes(given, args):
    """Arguments of the command line whose value is another one now; that names of types become types is no change."""
    import torch

    named = {OptionParser.destinations[word] for word in sys.argv if word in OptionParser.destinations}
    after = vars(args)
    return {
        name: [str(given[name]), str(after.get(name))]
        for name in sorted(named)
        if isinstance(given[name], (bool, int, float, str)) and given[name] != after.get(name)
        and not isinstance(after.get(name), torch.dtype)
    }


def data_parallel_config(args):
    from megatron.core.distributed import DistributedDataParallelConfig

    fields = {field.name for field in dataclasses.fields(DistributedDataParallelConfig)}
    values = {name: value for name, value in vars(args).items() if name in fields}
    values["grad_reduce_in_fp32"] = args.accumulate_allreduce_grads_in_fp32
    return DistributedDataParallelConfig(**values)


def optimizer_config(args):
    from megatron.core.optimizer import OptimizerConfig

    fields = {field.name for field in dataclasses.fields(OptimizerConfig)}
    return OptimizerConfig(**{name: value for name, value in vars(args).items() if name in fields})


def process_groups(args):
    """Divides the ranks into groups as the start of a job does, with stand-ins for the groups themselves."""
    import torch
    from megatron.core import parallel_state

    parallel_state.destroy_model_parallel()
    torch.distributed.is_initialized = lambda: True
    torch.distributed.get_world_size = lambda *group: args.world_size
    try:
        parallel_state.initialize_model_parallel(
            args.tensor_model_parallel_size,
            args.pipeline_model_parallel_size,
            args.virtual_pipeline_model_parallel_size,
            context_parallel_size=args.context_parallel_size,
            expert_model_parallel_size=args.expert_model_parallel_size,
            expert_tensor_parallel_size=args.expert_tensor_parallel_size,
            num_distributed_optimizer_instances=args.num_distributed_optimizer_instances,
            order="tp-cp-ep-pp-dp" if args.use_tp_pp_dp_mapping else "tp-cp-ep-dp-pp",
            create_gloo_process_groups=False,
        )
    finally:
        torch.distributed.is_initialized = lambda: False


def stage_layers(args, config):
    """Decoder layers of each pipeline rank, chunk by chunk, as the checkout deals them."""
    from megatron.core import parallel_state
    from megatron.core.transformer.transformer_block import get_num_layers_to_build

    chunks = config.virtual_pipeline_model_parallel_size
    parallel_state.get_pipeline_model_parallel_world_size = lambda: args.pipeline_model_parallel_size
    parallel_state.get_virtual_pipeline_model_parallel_world_size = lambda: chunks
    layers = []
    for chunk in range(chunks or 1):
        parallel_state.get_virtual_pipeline_model_parallel_rank = lambda: chunk
        for rank in range(args.pipeline_model_parallel_size):
            parallel_state.get_pipeline_model_parallel_rank = lambda: rank
            parallel_state.is_pipeline_first_stage = lambda *a, **k: chunk == 0 and rank == 0
            try:
                layers.append(get_num_layers_to_build(config, vp_stage=chunk if chunks else None))
            except TypeError:
                layers.append(get_num_layers_to_build(config))
    return layers


def judge(case, arguments):
    environment(case)
    args = arguments.parse_args()
    given = dict(vars(args))
    arguments.validate_args(args, {"tokenizer_type": "GPT2BPETokenizer"})
    config = arguments.core_transformer_config_from_args(args)
    data_parallel_config(args)
    optimizer_config(args)
    process_groups(args)
    return {"layers": stage_layers(args, config), "changed": changes(given, args)}


def main():
    sys.path.insert(0, sys.argv[1])
    stand_in_for_torch()
    warnings.simplefilter("ignore")
    answers = sys.stdout
    sys.stdout = sys.stderr
    from megatron.training import arguments

    arguments.argparse = types.SimpleNamespace(**{**vars(argparse), "ArgumentParser": OptionParser})
    for line in sys.stdin:
        case = json.loads(line)
        said = io.StringIO()
        try:
            with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
                answer = judge(case, arguments)
        except SystemExit:
            answer = {"error": said.getvalue().strip().splitlines()[-1]}
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            file = os.path.basename(where.filename)
            answer = {"error": f"{type(error).__name__}: {error} ({file}:{where.lineno})"}
        print(json.dumps(answer), file=answers, flush=True)


main()
