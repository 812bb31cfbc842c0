#!/usr/bin/env python3
"""Asks training frameworks' own configuration code whether it accepts exports, and whether it reads the plan in them.

Usage: check-exports.py [--accelerate CHECKOUT] [--deepspeed CHECKOUT] ... FOLDER...
A folder is what `shardwright export --to TARGET -o FOLDER` wrote, or holds such folders. A framework whose checkout is
not named is skipped with a notice. Needs Python 3.11 or newer, and PyYAML, NumPy and pydantic; PyTorch, transformers,
dacite and accelerate's dependencies where the framework's code needs them. What runs on GPUs only is replaced by
stand-ins without content. Exit status: 0 all accepted, 1 some refused or read otherwise, 2 nothing to check.
"""

import argparse
import ast
import dataclasses
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import pathlib
import re
import subprocess
import sys
import types

FILES = {
    "accelerate": "accelerate.yaml",
    "deepspeed": "ds_config.json",
    "nanotron": "nanotron.yaml",
    "gpt-neox": "neox.yml",
    "galvatron": "strategy.json",
    "llm-foundry": "train.yaml",
}


@dataclasses.dataclass
class Plan:
    """What the head of launch.sh says in words."""

    world: int
    layout: dict
    sequences: int
    micro_batch: int
    micro_batches: int
    zero: int
    stages: str

    @staticmethod
    def of(folder):
        text = (folder / "launch.sh").read_text()

        def number(pattern, default=None):
            found = re.search(pattern, text)
            return int(found.group(1)) if found else default

        words = "tensor pipeline context data expert".split()
        layout = {word: number(rf"# Layout:.*?\b{word} (\d+)", 1) for word in words}
        return Plan(
            world=number(r" on (\d+) x "),
            layout=layout,
            sequences=number(r"# Batch: +(\d+) sequences"),
            micro_batch=number(r"micro-batch (\d+)"),
            micro_batches=number(r"(\d+) micro-batches a step"),
            zero=number(r"ZeRO stage (\d)"),
            stages=re.search(r"layers per (?:virtual )?stage: (.*)", text).group(1),
        )


class Differs(Exception):
    pass


def same(name, read, planned):
    if read != planned:
        raise Differs(f"{name} is read as {read!r}, planned is {planned!r}")


class StandIn:
    """Accepts everything and holds nothing."""

    def __init__(self, *values, **named):
        pass

    def __call__(self, *values, **named):
        return values[0] if len(values) == 1 and callable(values[0]) and not named else StandIn()

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return StandIn()

    def __iter__(self):
        return iter(())

    def __class_getitem__(cls, item):
        return cls


class StandInModule(types.ModuleType):
    def __getattr__(self, name):
        if name == "__version__":
            return "9.9.9"
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        made = type(name, (StandIn,), {})
        setattr(self, name, made)
        return made


class StandInFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def __init__(self, names):
        self.names = names

    def find_spec(self, fullname, path=None, target=None):
        if any(fullname == name or fullname.startswith(name + ".") for name in self.names):
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec):
        return StandInModule(spec.name)

    def exec_module(self, module):
        pass


def stand_in(*names, always=()):
    """Stand-ins for packages that are not installed here, and for some even if they are."""
    missing = [n for n in names if "." in n or importlib.util.find_spec(n) is None] + list(always)
    sys.meta_path.insert(0, StandInFinder(missing))


def bare_package(name, folder):
    """A package whose own __init__ is not run."""
    module = types.ModuleType(name)
    module.__path__ = [str(folder)]
    sys.modules[name] = module


class Accelerate:
    """The launcher's reading, and the process's own reading of what the launcher hands over."""

    def __init__(self, checkout):
        sys.path.insert(0, str(checkout / "src"))
        from accelerate.commands import launch
        from accelerate.utils import launch as environment

        environment.is_fp8_available = lambda: True
        self.launch = launch

    def check(self, folder, plan):
        from accelerate.parallelism_config import ParallelismConfig
        from accelerate.utils.dataclasses import FullyShardedDataParallelPlugin
        from accelerate.utils.launch import prepare_multi_gpu_env
        import yaml

        parser = self.launch.launch_command_parser()
        path = str(folder / FILES["accelerate"])
        known = vars(parser.parse_args(["train.py"]))
        for section, values in yaml.safe_load(pathlib.Path(path).read_text()).items():
            for key in values if isinstance(values, dict) else []:
                if key not in known:
                    raise Differs(f"{section}.{key} is ignored")
        arguments = parser.parse_args(["--config_file", path, "train.py"])
        arguments, defaults, _ = self.launch._validate_launch_command(arguments)
        same("num_processes", arguments.num_processes, plan.world)
        arguments.deepspeed_multinode_launcher = None
        environment = prepare_multi_gpu_env(arguments)
        os.environ.update({k: v for k, v in environment.items() if k.startswith(("FSDP", "PARALLELISM", "ACCELERATE"))})
        mesh = ParallelismConfig()
        same("total size", mesh.total_size, plan.world)
        mesh._validate_accelerator(
            types.SimpleNamespace(
                multi_device=True, num_processes=plan.world, is_fsdp2=True, distributed_type="FSDP", is_main_process=False
            )
        )
        same("tensor", mesh.tp_size, plan.layout["tensor"])
        same("context", mesh.cp_size, plan.layout["context"])
        same("data", mesh.dp_replicate_size * mesh.dp_shard_size, plan.layout["data"])
        plugin = FullyShardedDataParallelPlugin()
        same("fsdp_version", plugin.fsdp_version, 2)
        if plan.world > 1 and plan.zero >= 2:
            same("reshard_after_forward", plugin.reshard_after_forward, plan.zero == 3)


class DeepSpeed:
    """DeepSpeedConfig, and the Trainer's comparison with TrainingArguments."""

    def __init__(self, checkout):
        import importlib.metadata

        sys.path.insert(0, str(checkout))
        stand_in("hjson", "cpuinfo", "ninja", "msgpack", "einops", "psutil", "tqdm")
        real = importlib.metadata.metadata
        importlib.metadata.metadata = lambda name: {"Author": "here"} if name == "deepspeed" else real(name)
        os.environ["DS_ACCELERATOR"] = "cpu"
        from deepspeed.runtime import config

        import hjson
        if isinstance(hjson, StandInModule):
            hjson.load, hjson.loads = json.load, json.loads
        config.dist.get_rank = lambda *group: 0
        self.config = config

    def check(self, folder, plan):
        text = json.loads((folder / FILES["deepspeed"]).read_text())
        for key in text:
            if f'"{key}"' not in self.words():
                raise Differs(f"{key} is ignored")
        ranks = plan.world // text.get("sequence_parallel_size", 1)
        mpu = types.SimpleNamespace(
            get_data_parallel_world_size=lambda: ranks, get_model_parallel_world_size=lambda: 1
        )
        read = self.config.DeepSpeedConfig(dict(text), mpu)
        same("micro-batch", read.train_micro_batch_size_per_gpu, plan.micro_batch)
        same("accumulation", read.gradient_accumulation_steps, plan.micro_batches)
        same("ZeRO stage", int(read.zero_optimization_stage), plan.zero)
        same("tensor", read.tensor_parallel_config.autotp_size or 1, plan.layout["tensor"])
        experts = read.expert_parallel_config
        same("expert", experts.autoep_size if experts else 1, plan.layout["expert"])
        if experts:
            self.experts(experts, read, plan)
        self.trainer(folder, text, plan)

    def words(self):
        if not hasattr(self, "text"):
            root = pathlib.Path(self.config.__file__).parent.parent
            self.text = "".join(p.read_text() for p in root.rglob("con*.py")).replace("'", '"')
        return self.text

    def experts(self, experts, read, plan):
        from deepspeed.module_inject.auto_ep_config import validate_autoep_config

        zero = read.zero_config
        validate_autoep_config(
            experts,
            plan.world,
            1,
            plan.layout["tensor"],
            plan.layout["context"],
            zero_stage=plan.zero,
            zero_offload_optimizer=zero.offload_optimizer is not None,
            zero_offload_param=zero.offload_param is not None,
        )

    def trainer(self, folder, text, plan):
        import transformers
        from transformers.integrations import deepspeed as integration

        integration.dep_version_check = lambda package: None
        arguments = json.loads((folder / "training_arguments.json").read_text())
        fields = {f.name: f for f in dataclasses.fields(transformers.TrainingArguments)}
        unknown = set(arguments) - set(fields)
        if unknown:
            raise Differs(f"TrainingArguments has no {unknown}")
        values = {n: (f.default if f.default is not dataclasses.MISSING else None) for n, f in fields.items()}
        # what older and newer releases of transformers still ask for
        values.update(fp16_backend="auto", fp16_opt_level="O1", fp16_full_eval=False, bf16_full_eval=False)
        values.update(arguments, world_size=plan.world, get_warmup_steps=lambda steps: arguments["warmup_steps"])
        trainer = integration.HfTrainerDeepSpeedConfig(dict(text))
        trainer.trainer_config_process(types.SimpleNamespace(**values))
        model = types.SimpleNamespace(config=types.SimpleNamespace(hidden_size=1))
        trainer.trainer_config_finalize(types.SimpleNamespace(**values), model, arguments["max_steps"])


class Nanotron:
    def __init__(self, checkout):
        sys.path.insert(0, str(checkout / "src"))
        stand_in("flash_attn", "datasets", "datatrove", "grouped_gemm", "functorch", "wandb", "boto3", "s3fs", "triton", always=["transformers"])
        from nanotron.config import get_config_from_file

        self.read = get_config_from_file

    def check(self, folder, plan):
        from nanotron.config.models_config import LlamaConfig, Qwen2Config

        path = folder / FILES["nanotron"]
        config = self.read(str(path))
        p, t, model = config.parallelism, config.tokens, config.model.model_config
        same("world", p.dp * p.tp * p.pp * p.context_parallel_size, plan.world)
        same("tensor", p.tp, plan.layout["tensor"])
        same("pipeline", p.pp, plan.layout["pipeline"])
        same("sequences", t.micro_batch_size * t.batch_accumulation_per_replica * p.dp, plan.sequences)
        same("ZeRO stage", config.optimizer.zero_stage, plan.zero if plan.layout["data"] > 1 else plan.zero % 2)
        llama = "is_llama_config" in path.read_text()
        same("model", type(model), LlamaConfig if llama else Qwen2Config)
        same("learning rate", config.optimizer.learning_rate_scheduler.learning_rate, 3e-4)
        if p.pp > 1:
            layers = self.stages(model, p.pp)
            each = f"{layers[0]} each" if len(set(layers)) == 1 else ", ".join(map(str, layers))
            same("layers of the stages", each, plan.stages)

    @staticmethod
    def stages(model, ranks):
        """build_model's division of blocks by cost: it has no function of its own, and its model needs a GPU."""
        head = model.hidden_size // model.num_attention_heads
        attention = 4 * model.num_attention_heads * head * model.hidden_size
        layer = attention + 3 * model.intermediate_size * model.hidden_size
        costs = [0] + [layer] * model.num_hidden_layers + [0, model.vocab_size * model.hidden_size]
        total, done, rank, counts = sum(costs), 0, 0, [0] * ranks
        for cost in costs:
            counts[rank] += cost == layer
            done += cost
            rank += done > total * ((rank + 1) / ranks)
        return counts


class GptNeox:
    def __init__(self, checkout):
        sys.path.insert(0, str(checkout))
        stand_in("deepspeed", "pkg_resources", "wandb", "comet_ml", "lm_dataformat", "ftfy", "tiktoken", "sentencepiece")
        stand_in("megatron.tokenizer", "megatron.model", "megatron.mpu", "zstandard", "requests", "flash_attn")
        bare_package("megatron", checkout / "megatron")
        sys.modules["megatron"].mpu = StandIn()
        sys.modules["megatron"].print_rank_0 = print
        import pkg_resources

        if isinstance(pkg_resources, StandInModule):
            import packaging.version

            pkg_resources.packaging = packaging
        from megatron.neox_arguments import arguments

        arguments.version = lambda name: "2.6.0"
        arguments.DLTS_HOSTFILE = "/no/hostfile"
        self.read = arguments.NeoXArgs

    def check(self, folder, plan):
        config = self.read.from_ymls([str(folder / FILES["gpt-neox"])])
        if not config.validate_values():
            raise Differs("validate_values says no")
        same("tensor", config.model_parallel_size, plan.layout["tensor"])
        same("pipeline", max(1, config.pipe_parallel_size), plan.layout["pipeline"])
        same("batch", config.train_batch_size, plan.sequences)
        same("accumulation", config.gradient_accumulation_steps, plan.micro_batches)
        same("ZeRO stage", config.zero_stage, plan.zero)


class Galvatron:
    def __init__(self, checkout):
        sys.path.insert(0, str(checkout))
        stand_in("megatron", "flash_attn", "einops", "yaml", "transformers", "omegaconf", "hydra", "scipy")
        for name in ("galvatron", "galvatron.core", "galvatron.core.runtime", "galvatron.utils"):
            bare_package(name, checkout / name.replace(".", "/"))
        import galvatron.utils.config_utils as utils

        package = sys.modules["galvatron.utils"]
        for name in ("config2strategy", "read_json_config", "str2array"):
            setattr(package, name, getattr(utils, name))
        import galvatron.core.runtime.hybrid_parallel_config as config
        from galvatron.core.runtime.args_schema import GalvatronRuntimeArgs

        self.config, self.arguments = config, GalvatronRuntimeArgs

    def check(self, folder, plan):
        path = folder / FILES["galvatron"]
        strategy = json.loads(path.read_text())
        arguments = self.arguments()
        arguments.parallel.galvatron_config_path = str(path)
        arguments.model.num_layers = len(strategy["tp_sizes_enc"].split(","))
        arguments.model.is_moe_model = "ep_sizes_enc" in strategy
        arguments.local_rank = 1
        import torch.distributed

        torch.distributed.get_world_size = lambda *group: plan.world
        read = self.config.get_hybrid_parallel_configs_api(arguments)
        read = read[0] if isinstance(read, tuple) else read
        same("pipeline", read["pp_deg"], plan.layout["pipeline"])
        both = plan.layout["tensor"] * plan.layout["context"]
        same("tensor x context", read["tp_sizes_enc"][0] * read["cp_sizes_enc"][0], both)
        same("batch", arguments.train.global_batch_size, plan.sequences)
        same("micro-batches", arguments.train.chunks, plan.micro_batches)
        same("sharding", read["default_dp_type"], {2: "zero2", 3: "zero3"}.get(plan.zero, "ddp"))
        same("vocabulary sharding", arguments.parallel.vocab_sdp, int(plan.zero == 3))
        source = pathlib.Path(self.config.__file__).read_text() + pathlib.Path(
            sys.modules["galvatron.utils.config_utils"].__file__
        ).read_text()
        for key in strategy:
            if f'"{key}"' not in source.replace("'", '"'):
                raise Differs(f"{key} is ignored")


class LlmFoundry:
    """Key by key: the classes that read the file cannot be imported without Composer's whole installation."""

    def __init__(self, checkout, composer):
        config = checkout / "llmfoundry/utils/config_utils.py"
        self.top = self.fields(config, "TrainConfig")
        self.model = self.parameters(checkout / "llmfoundry/models/mpt/configuration_mpt.py", "MPTConfig")
        self.fsdp = self.fields(composer / "composer/utils/parallelism.py", "FSDPConfig") if composer else None

    @staticmethod
    def body(path, name):
        tree = ast.parse(path.read_text())
        return next(n for n in ast.walk(tree) if isinstance(n, ast.ClassDef) and n.name == name).body

    @classmethod
    def fields(cls, path, name):
        return {n.target.id: n.value for n in cls.body(path, name) if isinstance(n, ast.AnnAssign)}

    @classmethod
    def parameters(cls, path, name):
        init = next(n for n in cls.body(path, name) if isinstance(n, ast.FunctionDef) and n.name == "__init__")
        return {a.arg for a in init.args.args}

    def check(self, folder, plan):
        import yaml

        config = yaml.safe_load((folder / FILES["llm-foundry"]).read_text())
        unknown = set(config) - set(self.top)
        unknown |= {f"model.{k}" for k in config["model"] if k not in self.model | {"name"}}
        if self.fsdp:
            unknown |= {f"fsdp_config.{k}" for k in config["fsdp_config"] if k not in self.fsdp}
        if unknown:
            raise Differs(f"unknown keys {unknown}")
        derived = {"n_gpus", "device_train_grad_accum", "device_train_batch_size"}
        required = {k for k, v in self.top.items() if isinstance(v, ast.Name) and v.id == "MISSING"} - derived
        if not required <= set(config):
            raise Differs(f"required keys missing: {required - set(config)}")
        same("sequences per rank", config["global_train_batch_size"] % plan.world, 0)
        per_rank = config["global_train_batch_size"] // plan.world
        same("micro-batches", per_rank // config["device_train_microbatch_size"], plan.micro_batches)


def check_all(name, checkout, composer, folders):
    checkers = {
        "accelerate": Accelerate,
        "deepspeed": DeepSpeed,
        "nanotron": Nanotron,
        "gpt-neox": GptNeox,
        "galvatron": Galvatron,
    }
    checker = LlmFoundry(checkout, composer) if name == "llm-foundry" else checkers[name](checkout)
    accepted = 0
    for folder in folders:
        try:
            checker.check(folder, Plan.of(folder))
            accepted += 1
        except Exception as e:  # whatever the framework raises is its answer
            print(f"{folder}: {type(e).__name__}: {e}")
    print(f"{name}: {accepted} of {len(folders)} accepted", flush=True)
    return accepted == len(folders)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in [*FILES, "composer"]:
        parser.add_argument(f"--{name}", metavar="CHECKOUT", type=pathlib.Path)
    parser.add_argument("--only", choices=FILES, help=argparse.SUPPRESS)
    parser.add_argument("folders", nargs="+", type=pathlib.Path)
    given = parser.parse_args()
    checkouts = vars(given)
    found = {n: sorted(p.parent for f in given.folders for p in f.rglob(file)) for n, file in FILES.items()}
    if given.only:
        own = checkouts[given.only.replace("-", "_")].resolve()
        return 0 if check_all(given.only, own, given.composer, found[given.only]) else 1
    asked = failed = 0
    for name, folders in found.items():
        if folders and checkouts[name.replace("-", "_")] is None:
            print(f"{name}: skipped, no --{name} CHECKOUT")
        elif folders:
            # one process each: frameworks patch what they import
            asked += 1
            failed += subprocess.run([sys.executable, __file__, "--only", name, *sys.argv[1:]]).returncode != 0
    return 2 if asked == 0 else int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
