package io.hookline.faults.fault;

import io.hookline.faults.damage.Damage;
import io.hookline.faults.damage.DamagedPart;
import io.hookline.faults.damage.Damages;
import io.hookline.faults.plugin.HostilePlugin;
import io.hookline.faults.plugin.HostilePlugins;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** All faults, and the order in which a campaign applies them. */
public final class FaultCatalogue {

    /** In each round each part of the data folder is damaged in so many ways; the next round takes others. */
    private static final int DAMAGES_OF_A_ROUND = 2;

    private static final List<Fault> OPERATIONS = List.of(
            new MakeChange(),
            new DropAndTakeOut(),
            new DropHalf(),
            new RollBack(),
            new ForcedStopOfRequired(),
            new Restart(),
            new KillWhileChanging(),
            new KillsWhileStarting(),
            new SecondProcess(),
            new CopiedFolder(),
            new MovedFolder(),
            new FullDisk(),
            new FullDiskAtStart(),
            new FailsAtNextStart(false),
            new FailsAtNextStart(true),
            new CrashesAtNextStart());

    /** Put into the shuffled rounds, so that a seed keeps the order of all other faults. */
    private static final Fault WAIVED = new WaivedRedeployment();

    private FaultCatalogue() {}

    /** All faults, in a fixed order. */
    public static List<Fault> all() {
        List<Fault> all = new ArrayList<>(OPERATIONS);
        all.add(WAIVED);
        for (HostilePlugin plugin : HostilePlugins.all()) {
            all.add(new HostilePluginFault(plugin, false));
            all.add(new HostilePluginFault(plugin, true));
        }
        for (DamagedPart part : DamagedPart.values()) {
            for (Damage damage : Damages.all()) {
                all.add(new DamageFault(part, damage));
            }
        }
        all.removeIf(fault -> !fault.isPossible());
        return List.copyOf(all);
    }

    /**
     * The faults of a round, in random order: each operation and each hostile plugin once, and some kinds of damage to
     * each part of the data folder.
     */
    public static List<Fault> round(Random random) {
        List<Fault> round = new ArrayList<>(OPERATIONS);
        for (HostilePlugin plugin : HostilePlugins.all()) {
            round.add(new HostilePluginFault(plugin, random.nextInt(3) == 0));
        }
        for (DamagedPart part : DamagedPart.values()) {
            List<Damage> damages = new ArrayList<>(Damages.all());
            Collections.shuffle(damages, random);
            for (Damage damage : damages.subList(0, DAMAGES_OF_A_ROUND)) {
                round.add(new DamageFault(part, damage));
            }
        }
        Collections.shuffle(round, random);
        round.removeIf(fault -> !fault.isPossible());
        round.add(random.nextInt(round.size() + 1), WAIVED);
        return round;
    }
}
