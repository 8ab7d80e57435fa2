package io.hookline.gateway.internal.strangle;

import java.util.List;

/**
 * What a migration has shown.
 *
 * @param shadow the new side's answers to copies
 * @param copies how many were sent
 * @param leftOut how many were not, because too many were under way
 * @param underWay how many are not compared yet
 * @param uncompared whose bodies were too long or encoded, or whose old response broke off
 */
public record MigrationCounts(
        SideCounts old,
        SideCounts fresh,
        SideCounts shadow,
        long copies,
        long leftOut,
        int underWay,
        long same,
        long uncompared,
        long status,
        long header,
        long body,
        long noAnswer,
        List<Difference> newest) {}
