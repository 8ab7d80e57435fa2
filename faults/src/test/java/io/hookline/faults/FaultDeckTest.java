package io.hookline.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.faults.fault.Fault;
import io.hookline.faults.fault.FaultCatalogue;
import io.hookline.faults.plugin.HostilePlugin;
import io.hookline.faults.plugin.HostilePlugins;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FaultDeckTest {

    @Test
    void theSeedAloneDecidesTheOrder() {
        List<String> first = deal(new FaultDeck(7, List.of()), 300);
        assertThat(deal(new FaultDeck(7, List.of()), 300)).isEqualTo(first);
        assertThat(deal(new FaultDeck(8, List.of()), 300)).isNotEqualTo(first);
    }

    @Test
    void eachRoundHasEachHostilePlugin() {
        List<String> round = deal(
                new FaultDeck(1, List.of()), FaultCatalogue.round(new Random(1)).size());
        for (HostilePlugin plugin : HostilePlugins.all()) {
            assertThat(round).containsAnyOf("plugin." + plugin.name(), "drop." + plugin.name());
        }
    }

    @Test
    void aFaultAloneChoosesTheSameAsAmongOthers() {
        FaultDeck all = new FaultDeck(7, List.of());
        Fault fault = all.next();
        while (!fault.name().equals("process.restart")) {
            fault = all.next();
        }
        FaultDeck alone = new FaultDeck(7, List.of("process.restart"));
        Fault same = alone.next();
        assertThat(same.name()).isEqualTo(fault.name());
        assertThat(alone.randomOf(same).nextLong())
                .isEqualTo(all.randomOf(fault).nextLong());
        long first = alone.randomOf(same).nextLong();
        assertThat(alone.randomOf(alone.next()).nextLong()).isNotEqualTo(first);
    }

    @Test
    void onlyFaultsWithTheGivenBeginningsAreDealt() {
        assertThat(deal(new FaultDeck(1, List.of("damage.conf-keys.", "change.drop")), 30))
                .allMatch(name -> name.startsWith("damage.conf-keys.") || name.equals("change.drop"))
                .contains("damage.conf-keys.fifo", "change.drop");
    }

    @Test
    void anUnknownNameIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> new FaultDeck(1, List.of("plugin.friendly")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("plugin.friendly")
                .hasMessageContaining("plugin.zip-bomb");
    }

    @Test
    void namesAreUniqueAndEachFaultAllowsSomething() {
        assertThat(FaultCatalogue.all()).extracting(Fault::name).doesNotHaveDuplicates();
        assertThat(FaultCatalogue.all()).allMatch(fault -> !fault.allowed().isEmpty());
    }

    private static List<String> deal(FaultDeck deck, int faults) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < faults; i++) {
            names.add(deck.next().name());
        }
        return names;
    }
}
