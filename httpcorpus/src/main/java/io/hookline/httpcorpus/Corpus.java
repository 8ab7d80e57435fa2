package io.hookline.httpcorpus;

import io.hookline.httpcorpus.cases.Chunks;
import io.hookline.httpcorpus.cases.ContentLength;
import io.hookline.httpcorpus.cases.Expect;
import io.hookline.httpcorpus.cases.HeaderGrammar;
import io.hookline.httpcorpus.cases.HopByHop;
import io.hookline.httpcorpus.cases.Host;
import io.hookline.httpcorpus.cases.Paths;
import io.hookline.httpcorpus.cases.Pipelining;
import io.hookline.httpcorpus.cases.RequestLine;
import io.hookline.httpcorpus.cases.ResponseFraming;
import io.hookline.httpcorpus.cases.ResponseHead;
import io.hookline.httpcorpus.cases.Smuggling;
import io.hookline.httpcorpus.cases.Trailers;
import io.hookline.httpcorpus.cases.TransferEncoding;
import io.hookline.httpcorpus.cases.Upgrade;
import java.util.ArrayList;
import java.util.List;

/** All cases. */
public final class Corpus {

    private static final List<Family> FAMILIES = List.of(
            new RequestLine(),
            new HeaderGrammar(),
            new Host(),
            new ContentLength(),
            new TransferEncoding(),
            new Chunks(),
            new Trailers(),
            new HopByHop(),
            new Expect(),
            new Pipelining(),
            new Upgrade(),
            new Smuggling(),
            new ResponseHead(),
            new ResponseFraming(),
            new Paths());

    private Corpus() {}

    public static List<Case> all() {
        return all("");
    }

    /**
     * All cases, with further fields in most of their requests.
     *
     * @param fields header lines that the proxy demands, such as a key, each ended by CRLF
     */
    public static List<Case> all(String fields) {
        List<Case> all = new ArrayList<>();
        for (Family family : FAMILIES) {
            Cases cases = new Cases(family.getClass().getSimpleName(), fields);
            family.addTo(cases);
            all.addAll(cases.build());
        }
        return all;
    }
}
