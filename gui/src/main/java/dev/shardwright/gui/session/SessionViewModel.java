package dev.shardwright.gui.session;

import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The session as it is now; screens follow its values and replace them. On the window's thread only. */
public final class SessionViewModel {
    private final ReadOnlyObjectWrapper<Session> session = new ReadOnlyObjectWrapper<>(Session.EMPTY);

    public Session now() {
        return session.get();
    }

    public ReadOnlyObjectProperty<Session> session() {
        return session.getReadOnlyProperty();
    }

    /** Puts the next value in the place of the present one. */
    public void update(UnaryOperator<Session> step) {
        session.set(step.apply(session.get()));
    }
}
