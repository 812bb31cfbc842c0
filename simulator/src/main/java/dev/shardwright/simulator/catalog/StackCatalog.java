package dev.shardwright.simulator.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.stack.SoftwareStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Software stacks of profiles/stacks, or a user's own file of the same form. A file may extend a shipped one and then
 * states only what differs. A stack answers to its own name and to its aliases ("name" or "name@release").
 */
public final class StackCatalog {
    /** The stack a plan assumes when none is named. */
    public static final String DEFAULT = "megatron-core";

    /** What only people read. */
    private static final List<String> REMARKS = List.of("aliases", "label", "source", "description");

    private static final String DEFAULTS = "defaults";

    private final ProfileFolder stacks;
    private final Residuals residuals;

    /** What measured runs are predicted with, whatever software they name. */
    private final Optional<String> imposed;

    public StackCatalog(Path profiles) {
        this(new ProfileFolder(profiles.resolve("stacks")), Residuals.of(profiles), Optional.empty());
    }

    private StackCatalog(ProfileFolder stacks, Residuals residuals, Optional<String> imposed) {
        this.stacks = stacks;
        this.residuals = residuals;
        this.imposed = imposed;
    }

    /** The same stacks, with one that is found for every measured run. Throws InvalidInputException if it is unknown. */
    public StackCatalog imposing(String nameOrPath) {
        file(nameOrPath);
        return new StackCatalog(stacks, residuals, Optional.of(nameOrPath));
    }

    /** Names of the shipped stacks, sorted. */
    public List<String> names() {
        return stacks.names();
    }

    /** Whether a shipped stack has that name or alias. */
    public boolean ships(String name) {
        return stacks.find(name).isPresent();
    }

    /** A shipped stack by name or alias, or a user's own stack file. */
    public SoftwareStack stack(String nameOrPath) {
        Path file = file(nameOrPath);
        ObjectNode whole = Extension.whole(file, stacks);
        whole.remove(REMARKS);
        whole.remove(DEFAULTS);
        whole.set(Residuals.KEY, residuals.experience(whole.path("name").asText()));
        return StrictJson.bind(whole, SoftwareStack.class, file);
    }

    /** What the stack of that name, alias or file does where a job says nothing. */
    public StackDefaults defaults(String nameOrPath) {
        Path file = file(nameOrPath);
        JsonNode own = Extension.whole(file, stacks).path(DEFAULTS);
        return StrictJson.bind(own, StackDefaults.class, file);
    }

    /** The stack of a measured run: the release's own profile if there is one, else the software's. */
    public Optional<SoftwareStack> find(String software, String release) {
        return fileOf(software, release).map(file -> stack(file.toString()));
    }

    /** What that stack does where a run says nothing. */
    public Optional<StackDefaults> findDefaults(String software, String release) {
        return fileOf(software, release).map(file -> defaults(file.toString()));
    }

    private Optional<Path> fileOf(String software, String release) {
        return imposed.map(this::file)
                .or(() -> stacks.find(software + "@" + release))
                .or(() -> stacks.find(software));
    }

    /** The tree of a stack file as it stands, without what it extends. */
    public ObjectNode tree(String nameOrPath) {
        return (ObjectNode) StrictJson.readTree(file(nameOrPath));
    }

    /** Whether a stack is another one, or extends it, directly or through others. */
    public boolean descends(String nameOrPath, String ancestor) {
        return Extension.chain(file(nameOrPath), stacks).contains(file(ancestor));
    }

    /** The stack and those that it extends, nearest first. */
    public List<SoftwareStack> lineage(String nameOrPath) {
        return Extension.chain(file(nameOrPath), stacks).stream()
                .map(file -> stack(file.toString()))
                .toList();
    }

    private Path file(String nameOrPath) {
        return stacks.find(nameOrPath)
                .or(() -> UserPath.of(nameOrPath)
                        .filter(path -> nameOrPath.endsWith(".json") || Files.isRegularFile(path)))
                .orElseThrow(() -> new InvalidInputException(
                        "stack = " + nameOrPath,
                        "is neither a known software stack nor a file.",
                        NameIndex.suggest(nameOrPath, names())));
    }
}
