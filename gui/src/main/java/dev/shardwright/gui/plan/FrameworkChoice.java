package dev.shardwright.gui.plan;

import dev.shardwright.gui.control.Labels;
import dev.shardwright.planner.export.Framework;
import dev.shardwright.planner.export.Target;
import java.util.ArrayList;
import java.util.List;
import javafx.util.StringConverter;

/** The frameworks that a search may be limited to, as {@code --for} takes them and as people read them. */
final class FrameworkChoice {
    static final StringConverter<String> WORDS = new Labels<>(FrameworkChoice::words);

    private FrameworkChoice() {}

    /** None at first, then each framework's versions, the newest first. */
    static List<String> texts() {
        List<String> texts = new ArrayList<>(List.of(""));
        for (Framework framework : Framework.values()) {
            List<String> versions = framework.versions();
            for (int i = versions.size() - 1; i >= 0; i--) {
                texts.add(framework.at(versions.get(i)).label());
            }
        }
        return texts;
    }

    private static String words(String text) {
        if (text == null || text.isEmpty()) {
            return "any: all layouts are searched";
        }
        Target target = Target.parse(PlanField.FRAMEWORK.option(), text);
        return Framework.of(target).title() + " " + target.version();
    }
}
