"""What DJL's Python process runs for the profiler: TorchScript modules that Java wrote, timed on a processor or a GPU.

A request calls one function; its arguments and its answer are text properties, and `load` also takes a module's bytes.
A failure is the property `error` of the answer, so that the process lives on for the next request.
"""

import functools
import io
import platform
import signal
import time

import torch
from djl_python import Output

# Ctrl-C reaches every process of a terminal; Java ends the measurement and then this process.
signal.signal(signal.SIGINT, signal.SIG_IGN)

modules = {}


class Module:
    """A module on its device, its operands made."""

    def __init__(self, archive, device, tf32):
        self.memory = Memory(device)
        self.device = device
        self.precision = "high" if tf32 else "highest"
        self.script = torch.jit.load(io.BytesIO(archive), map_location=device)
        with torch.jit.optimized_execution(False):
            self.script.prepare(torch.tensor(0)).item()

    def run(self, steps):
        """The element that the module hands out, and the seconds until the device has finished the last step."""
        torch.set_float32_matmul_precision(self.precision)
        argument = torch.tensor(steps)
        with torch.jit.optimized_execution(False):
            return self.by_events(argument) if self.device.startswith("cuda") else self.by_clock(argument)

    def by_clock(self, steps):
        begin = time.perf_counter()
        value = self.script.forward(steps).item()
        return value, time.perf_counter() - begin

    def by_events(self, steps):
        begin, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
        torch.cuda.synchronize(self.device)
        begin.record()
        element = self.script.forward(steps)
        end.record()
        torch.cuda.synchronize(self.device)
        return element.item(), begin.elapsed_time(end) * 1e-3


class Memory:
    """Peak memory above the level at its making, with what the library's allocator holds."""

    def __init__(self, device):
        self.gpu = device.startswith("cuda")
        if self.gpu:
            torch.cuda.empty_cache()
            torch.cuda.reset_peak_memory_stats(device)
            self.level = torch.cuda.memory_reserved(device)
        else:
            self.level = self.restart()

    def peak(self):
        """In bytes; None where the system does not tell."""
        if self.level is None:
            return None
        return (torch.cuda.max_memory_reserved() if self.gpu else self.resident("VmHWM:")) - self.level

    @staticmethod
    def restart():
        try:
            with open("/proc/self/clear_refs", "w") as reset:
                reset.write("5")  # the peak becomes the present level (proc(5))
            return Memory.resident("VmRSS:")
        except OSError:
            return None

    @staticmethod
    def resident(key):
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith(key))


def module(inputs):
    """The loaded one that property `module` numbers; a process that was started anew has none."""
    number = inputs.get_property("module")
    if number not in modules:
        raise LookupError(f"Python has no module {number}; it ended and was started again")
    return modules[number]


def request(function):
    """Makes a function of properties (and bytes) one that DJL calls."""

    @functools.wraps(function)
    def answer(inputs):
        output = Output()
        try:
            properties = function(inputs)
        except Exception as failure:  # every kind of failure is the answer
            properties = {"error": str(failure) or type(failure).__name__}
        for key, value in properties.items():
            output.add_property(key, value)
        return output

    return answer


@request
def describe(inputs):
    """Property `threads`: how many a processor shall use; 0 leaves them to the library."""
    threads = int(inputs.get_property("threads"))
    if threads > 0:
        torch.set_num_threads(threads)
    answer = {
        "python": platform.python_version(),
        "pytorch": torch.__version__,
        "cuda": torch.version.cuda or "",
        "threads": torch.get_num_threads(),
    }
    if torch.cuda.is_available():
        gpu = torch.cuda.get_device_properties(0)
        answer.update(gpu=gpu.name, capability=f"{gpu.major}.{gpu.minor}", memory=gpu.total_memory)
        if hasattr(gpu, "L2_cache_size") and torch.version.cuda:  # not the last level on AMD's
            answer.update(cache=gpu.L2_cache_size)
    return answer


@request
def load(inputs):
    """Properties `module` (its number), `device` and `tf32` (true or false); the data is the archive."""
    archive = bytes(inputs.get_as_bytes())
    tf32 = inputs.get_property("tf32") == "true"
    modules[inputs.get_property("module")] = Module(archive, inputs.get_property("device"), tf32)
    return {}


@request
def run(inputs):
    """Properties `module` and `steps`."""
    value, seconds = module(inputs).run(int(inputs.get_property("steps")))
    return {"value": value, "seconds": repr(seconds)}


@request
def peak(inputs):
    """Property `module`."""
    memory = module(inputs).memory.peak()
    return {} if memory is None else {"bytes": memory}


@request
def unload(inputs):
    """Property `module`."""
    modules.pop(inputs.get_property("module"), None)
    return {}
