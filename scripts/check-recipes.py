#!/usr/bin/env python3
"""Asks torchtitan's and Megatron-Bridge's own code whether it takes exports, and whether it reads the plan in them.

Usage: check-recipes.py [--torchtitan-toml CHECKOUT] [--torchtitan CHECKOUT]
                        [--megatron-bridge CHECKOUT --megatron-lm CHECKOUT] FOLDER...
Beside check-exports.py, for the two targets that are configured by recipes. A folder holds folders that `shardwright
export -o` wrote. Checkouts: torchtitan v0.2.2 for --torchtitan-toml, main for --torchtitan; Megatron-Bridge v0.6.0 and
the Megatron-LM beside it. Needs Python 3.11 or newer and nothing else: what runs on GPUs is replaced by stand-ins.
torchtitan's configuration classes and meshes are its own; of Megatron-Bridge, the runner's argument parser is its own,
and fields and recipes are looked up in the sources. Exit status: 0 all accepted, 1 some refused or read otherwise,
2 nothing to check.
"""

import argparse
import ast
import importlib.util
import pathlib
import re
import shlex
import subprocess
import sys
import types

SCRIPT = pathlib.Path(__file__).resolve()
_spec = importlib.util.spec_from_file_location("check_exports", SCRIPT.with_name("check-exports.py"))
exports = importlib.util.module_from_spec(_spec)
sys.modules["check_exports"] = exports
_spec.loader.exec_module(exports)
same = exports.same


def load(name, file):
    """One module of a checkout by its file, without its package's own imports."""
    spec = importlib.util.spec_from_file_location(name, file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


class Titan:
    """Both formats: the configuration as torchtitan holds it, its meshes, and the plan."""

    def __init__(self, checkout):
        self.root = checkout / "torchtitan"
        exports.stand_in("torch", "tyro", "spmd_types")
        for package in ("torchtitan", "torchtitan.tools", "torchtitan.config", "torchtitan.distributed"):
            module = types.ModuleType(package)
            module.__path__ = []
            sys.modules[package] = module
        for name in ("logging", "utils"):
            sys.modules[f"torchtitan.tools.{name}"] = exports.StandInModule(f"torchtitan.tools.{name}")

    def meshes(self, degrees, plan):
        dims = load("torchtitan.distributed.parallel_dims", self.root / "distributed" / "parallel_dims.py")
        return dims.ParallelDims(world_size=plan.world, **degrees)

    def degrees(self, p):
        return {
            "dp_replicate": p.data_parallel_replicate_degree,
            "dp_shard": p.data_parallel_shard_degree,
            "cp": p.context_parallel_degree,
            "tp": p.tensor_parallel_degree,
            "pp": p.pipeline_parallel_degree,
            "ep": p.expert_parallel_degree,
        }

    def compare(self, p, plan):
        same("tensor", p.tensor_parallel_degree, plan.layout["tensor"])
        same("pipeline", p.pipeline_parallel_degree, plan.layout["pipeline"])
        same("context", p.context_parallel_degree, plan.layout["context"])
        same("expert", p.expert_parallel_degree, plan.layout["expert"])
        data = p.data_parallel_replicate_degree * p.data_parallel_shard_degree
        same("data", data, plan.layout["data"])
        if p.pipeline_parallel_degree > 1:
            layers = [sum(n.startswith("layers.") for n in stage) for stage in p.module_fqns_per_model_part]
            words = f"{layers[0]} each" if len(set(layers)) == 1 else ", ".join(map(str, layers))
            same("stages", words, plan.stages)


class TitanToml(Titan):
    def __init__(self, checkout):
        super().__init__(checkout)
        import tyro

        tyro.constructors = exports.StandIn()
        load("torchtitan.config.job_config", self.root / "config" / "job_config.py")
        self.manager = load("torchtitan.config.manager", self.root / "config" / "manager.py")

    def check(self, folder, plan):
        manager = object.__new__(self.manager.ConfigManager)
        arguments = [f"--job.config_file={folder / 'train.toml'}"]
        values = manager._maybe_load_toml(arguments)
        config = manager._dict_to_dataclass(self.manager.JobConfig, values)
        self.types(config)
        p, t = config.parallelism, config.training
        dims = self.meshes({**self.degrees(p), "etp": p.expert_tensor_parallel_degree}, plan)
        same("sequence rest", t.seq_len % dims.seq_len_divisor, 0)
        self.compare(p, plan)
        same("batch", t.global_batch_size, plan.sequences)
        local = t.local_batch_size * plan.layout["data"]
        passes = t.global_batch_size // local
        same("batch rest", t.global_batch_size % local, 0)
        pieces = t.local_batch_size // p.pipeline_parallel_microbatch_size if p.pipeline_parallel_degree > 1 else passes
        same("micro-batches", pieces, plan.micro_batches)

    def types(self, value):
        """torchtitan leaves this to nobody: a number in quotes would stay a text."""
        for name, field in value.__dataclass_fields__.items():
            own = getattr(value, name)
            if hasattr(own, "__dataclass_fields__"):
                self.types(own)
            elif field.type in (int, float, bool, str) and not isinstance(own, (field.type, int)):
                raise exports.Differs(f"{name} is {own!r}, no {field.type.__name__}")


class TitanRecipe(Titan):
    def __init__(self, checkout):
        super().__init__(checkout)
        self.configs = load("torchtitan.config.configs", self.root / "config" / "configs.py")

    def check(self, folder, plan):
        text = (folder / "recipe.py").read_text()
        module, function = re.search(r"from torchtitan\.models\.(\w+)\.config_registry import (\w+)", text).groups()
        registry = (self.root / "models" / module / "config_registry.py").read_text()
        same("recipe is there", f"def {function}()" in registry, True)
        flavor = re.search(r'model_registry\("(.+)"\)', text).group(1)
        models = (self.root / "models" / module / "__init__.py").read_text()
        same("flavor is there", f'    "{flavor}": _' in models, True)
        base = types.SimpleNamespace(
            training=self.configs.TrainingConfig(),
            parallelism=self.configs.ParallelismConfig(),
            compile=self.configs.CompileConfig(),
            model_spec=None,
            activation_checkpoint=None,
        )
        names = dict(vars(__import__("builtins")))
        body = "\n".join(line for line in text.splitlines() if not line.startswith("from torchtitan"))
        checkpointing = types.SimpleNamespace(Config=lambda: "checkpointing")
        scope = {
            "__builtins__": names,
            function: lambda: base,
            "model_registry": lambda name: name,
            "FullAC": checkpointing,
            "SelectiveAC": checkpointing,
            "Trainer": types.SimpleNamespace(Config=object),
        }
        exec(compile(body, "recipe.py", "exec"), scope)
        config = scope["train"]()
        self.rules(config, plan)

    def rules(self, config, plan):
        p, t = config.parallelism, config.training
        for part in (p, t, config.compile):
            part.__post_init__()
        self.meshes(self.degrees(p), plan)
        self.compare(p, plan)
        graphs = not t.disable_cuda_graphs
        same("CUDA graphs", graphs and (p.pipeline_parallel_degree > 1 or p.expert_parallel_degree > 1), False)
        each = t.num_tokens_per_microbatch_per_dp_rank
        same("tokens", each, plan.micro_batch * t.max_context_length)
        same("step", t.num_tokens_per_train_step, plan.sequences * t.max_context_length)
        halves = 2 * p.context_parallel_degree if p.context_parallel_degree > 1 else 1
        tensor = p.tensor_parallel_degree if p.enable_sequence_parallel else 1
        same("token rest", each % (tensor * halves), 0)
        pieces = p.num_pp_microbatches if p.pipeline_parallel_degree > 1 else 1
        same("step rest", t.num_tokens_per_train_step % (each * pieces * plan.layout["data"]), 0)
        passes = t.num_tokens_per_train_step // (each * plan.layout["data"])
        same("micro-batches", passes, plan.micro_batches)


class Bridge:
    def __init__(self, checkout, megatron):
        self.sources = checkout / "src" / "megatron" / "bridge"
        self.parser = self.own_parser(checkout / "scripts" / "training" / "run_recipe.py")
        core = megatron / "megatron" / "core"
        model = core / "transformer" / "transformer_config.py"
        self.fields = {
            "model": self.names(model, core / "model_parallel_config.py", self.sources / "models" / "gpt_provider.py"),
            "ddp": self.names(core / "distributed" / "distributed_data_parallel_config.py"),
            "optimizer": self.names(core / "optimizer" / "optimizer_config.py"),
            "checkpoint": self.names(self.sources / "training" / "config.py", megatron / "megatron" / "training" / "config"),
            "dist": self.names(self.sources / "training" / "config.py", megatron / "megatron" / "training" / "config"),
            "": self.names(self.sources / "training" / "config.py"),
        }
        precision = (self.sources / "training" / "mixed_precision.py").read_text()
        self.precisions = set(re.findall(r"@register\ndef (\w+)\(", precision))
        text = "\n".join(f.read_text() for f in (self.sources / "recipes").rglob("*.py"))
        self.recipes = set(re.findall(r"\b(\w+_pretrain_config)\b", text))

    @staticmethod
    def names(*places):
        """Every annotated name of every class."""
        files = [f for place in places for f in (place.rglob("*.py") if place.is_dir() else [place])]
        classes = [n for f in files for n in ast.parse(f.read_text()).body if isinstance(n, ast.ClassDef)]
        return {n.target.id for c in classes for n in c.body if isinstance(n, ast.AnnAssign)}

    @staticmethod
    def own_parser(file):
        tree = ast.parse(file.read_text())
        wanted = ("_build_parser", "_collect_overrides")
        body = [n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name in wanted]
        scope = exports.StandInModule("run_recipe").__dict__
        scope.update(argparse=argparse, __doc__=ast.get_docstring(tree))
        names = {n.id for f in body for n in ast.walk(f) if isinstance(n, ast.Name)}
        for name in names - set(scope) - set(dir(__import__("builtins"))):
            scope[name] = ("pretrain", "mock") if name.isupper() else exports.StandIn
        code = ast.Module([ast.parse("from __future__ import annotations").body[0], *body], [])
        exec(compile(code, str(file), "exec"), scope)
        parser = scope["_build_parser"]()
        return lambda words: (lambda known: (known[0], scope["_collect_overrides"](parser, known[1])))(
            parser.parse_known_args(words)
        )

    def check(self, folder, plan):
        command = (folder / "launch.sh").read_text().split("\ntorchrun", 1)[1].replace('"${DATASET:-mock}"', "mock")
        words = shlex.split(command.replace("\\\n", " ").replace('"$@"', ""))
        words = words[next(i for i, w in enumerate(words) if w.endswith("run_recipe.py")) + 1 :]
        read, overrides = self.parser(words)
        same("recipe is there", read.recipe in self.recipes, True)
        same("tensor", read.tensor_model_parallel_size, plan.layout["tensor"])
        same("pipeline", read.pipeline_model_parallel_size, plan.layout["pipeline"])
        same("context", read.context_parallel_size, plan.layout["context"])
        same("expert", read.expert_model_parallel_size, plan.layout["expert"])
        same("batch", read.global_batch_size, plan.sequences)
        same("micro-batch", read.micro_batch_size, plan.micro_batch)
        for override in overrides:
            key, value = override.split("=", 1)
            section, _, field = key.rpartition(".")
            if field not in self.fields[section]:
                raise exports.Differs(f"no field {key}")
            if key == "mixed_precision":
                same("precision is there", value in self.precisions, True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("torchtitan-toml", "torchtitan", "megatron-bridge", "megatron-lm"):
        parser.add_argument(f"--{name}", metavar="CHECKOUT", type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("--only", help=argparse.SUPPRESS)
    parser.add_argument("folders", nargs="+", type=pathlib.Path)
    given = parser.parse_args()
    checkers = {
        "torchtitan-toml": ("train.toml", given.torchtitan_toml, TitanToml),
        "torchtitan": ("recipe.py", given.torchtitan, TitanRecipe),
        "megatron-bridge": ("launch.sh", given.megatron_bridge, lambda c: Bridge(c, given.megatron_lm)),
    }
    asked = failed = 0
    for name, (file, checkout, make) in checkers.items():
        folders = sorted(p.parent for f in given.folders for p in f.rglob(file))
        if name == "megatron-bridge":
            folders = [f for f in folders if "run_recipe.py" in (f / file).read_text()]
        if checkout is None or not folders or (given.only or name) != name:
            continue
        if given.only is None:
            # one process each: both versions of torchtitan have the same module names
            asked += 1
            failed += subprocess.run([sys.executable, SCRIPT, "--only", name, *sys.argv[1:]]).returncode != 0
            continue
        checker, accepted = make(checkout), 0
        for folder in folders:
            try:
                checker.check(folder, exports.Plan.of(folder))
                accepted += 1
            except Exception as e:  # whatever the framework raises is its answer
                print(f"{folder}: {type(e).__name__}: {e}")
        print(f"{name}: {accepted} of {len(folders)} accepted", flush=True)
        return int(accepted < len(folders))
    return 2 if asked == 0 else int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
