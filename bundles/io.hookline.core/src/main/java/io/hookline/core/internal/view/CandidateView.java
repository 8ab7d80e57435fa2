package io.hookline.core.internal.view;

import io.hookline.api.runtime.CandidateDTO;
import java.util.List;

/** A CandidateDTO as it was at one moment. */
public record CandidateView(
        String id,
        String plugin,
        String version,
        long bundleId,
        int ranking,
        List<String> tags,
        boolean chosen,
        String reason)
        implements CandidateDTO {}
