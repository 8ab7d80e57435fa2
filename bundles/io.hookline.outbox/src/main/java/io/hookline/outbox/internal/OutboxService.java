package io.hookline.outbox.internal;

import io.hookline.api.HookPoints;
import io.hookline.outbox.Outbox;
import io.hookline.outbox.Outboxes;
import io.hookline.outbox.status.DeadLetter;
import io.hookline.outbox.status.OutboxControl;
import io.hookline.outbox.status.OutboxStatus;
import io.hookline.sql.DatabaseUnavailableException;
import io.hookline.sql.SqlDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The outboxes of this process. */
@Component(
        service = {Outboxes.class, OutboxControl.class},
        configurationPid = OutboxConfig.PID,
        // Off unless it is wanted: events cost a statement for each change.
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = OutboxConfig.class)
public final class OutboxService implements Outboxes, OutboxControl {

    private static final int PAGE = 1_000;

    private final EventPoints points;
    private final List<OpenOutbox> open = new CopyOnWriteArrayList<>();
    private volatile OutboxSettings settings;

    /** Opens the point of all events. */
    @Activate
    public OutboxService(OutboxConfig config, @Reference HookPoints hooks) {
        settings = OutboxSettings.of(config);
        points = new EventPoints(hooks);
    }

    @Modified
    void modified(OutboxConfig config) {
        settings = OutboxSettings.of(config);
        open.forEach(outbox -> outbox.relay().start());
    }

    @Deactivate
    void deactivate() {
        open.forEach(OpenOutbox::close);
        points.close();
    }

    @Override
    public Outbox open(String name, SqlDatabase database, String... types) {
        for (String type : types) {
            points.of(type);
        }
        Relay relay = new Relay(name, database, points, () -> settings);
        OpenOutbox opened = new OpenOutbox(name, database, relay, open::remove);
        open.add(opened);
        relay.start();
        return opened;
    }

    @Override
    public List<OutboxStatus> statuses() {
        return open.stream().map(outbox -> outbox.relay().statusNow()).toList();
    }

    @Override
    public List<OutboxStatus> lastStatuses() {
        return open.stream().map(outbox -> outbox.relay().lastStatus()).toList();
    }

    @Override
    public List<DeadLetter> deadLetters(int most) throws DatabaseUnavailableException, SQLException {
        List<DeadLetter> letters = new ArrayList<>();
        for (OpenOutbox outbox : open) {
            letters.addAll(outbox.deadLetters(most));
        }
        return letters;
    }

    @Override
    public boolean replay(String eventId) throws DatabaseUnavailableException, SQLException {
        for (OpenOutbox outbox : open) {
            if (outbox.replay(eventId)) {
                return true;
            }
        }
        return false;
    }

    /** Each in a transaction of its own: those that die again meanwhile have new numbers, and are not taken again. */
    @Override
    public int replayAll() throws DatabaseUnavailableException, SQLException {
        int replayed = 0;
        for (OpenOutbox outbox : open) {
            List<DeadLetter> letters = outbox.deadLetters(PAGE);
            while (!letters.isEmpty()) {
                int before = replayed;
                for (DeadLetter letter : letters) {
                    replayed += outbox.replay(letter.id()) ? 1 : 0;
                }
                letters = letters.size() < PAGE || replayed == before ? List.of() : outbox.deadLetters(PAGE);
            }
        }
        return replayed;
    }
}
