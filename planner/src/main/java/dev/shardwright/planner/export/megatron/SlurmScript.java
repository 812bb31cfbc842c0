package dev.shardwright.planner.export.megatron;

import dev.shardwright.planner.export.shell.ShellWord;
import dev.shardwright.simulator.job.TrainingJob;
import java.util.Locale;

/** The Slurm batch script that runs a launch script once on every node. */
public final class SlurmScript {
    private SlurmScript() {}

    /** @param launchScript file name of the launch script, in the folder that the job is submitted from */
    public static String text(TrainingJob job, String launchScript) {
        int gpus = Math.min(job.cluster().node().devices(), job.cluster().devices());
        return String.format(
                Locale.ROOT,
                """
                #!/usr/bin/env bash
                #SBATCH --job-name=%1$s
                #SBATCH --nodes=%2$d
                #SBATCH --ntasks-per-node=1
                #SBATCH --gpus-per-node=%3$d
                %6$s
                #SBATCH --output=%%x-%%j.log
                # Runs LAUNCH_SCRIPT (%4$s of the folder that the job is submitted from) once on every node.
                # Its variables, such as MEGATRON_PATH, are taken from the environment of sbatch.
                set -euo pipefail

                SCRIPT_NAME=%5$s
                LAUNCH_SCRIPT="${LAUNCH_SCRIPT:-${SLURM_SUBMIT_DIR:-.}/$SCRIPT_NAME}"
                if ((SLURM_JOB_NUM_NODES != %2$d)); then
                    printf '%%s\\n' "this layout is for %2$d nodes of %3$d GPUs, not $SLURM_JOB_NUM_NODES" >&2
                    exit 2
                fi
                mapfile -t HOSTS < <(scontrol show hostnames "$SLURM_JOB_NODELIST")
                MASTER_ADDR="${HOSTS[0]}"
                MASTER_PORT="${MASTER_PORT:-29500}"
                NNODES="$SLURM_JOB_NUM_NODES"
                export MASTER_ADDR MASTER_PORT NNODES
                exec srun bash "$LAUNCH_SCRIPT" "$@"
                """,
                ShellWord.identifier(job.model().name()),
                job.cluster().devices() / gpus,
                gpus,
                ShellWord.comment(launchScript),
                ShellWord.literal(launchScript),
                gpus == job.cluster().node().devices() ? "#SBATCH --exclusive" : "# The node may be shared.");
    }
}
