package io.hookline.torture.hook;

import java.util.ArrayList;
import java.util.List;

/** One call, in which each hook leaves its answer. Used by one thread. */
public final class TortureCall {

    private final CallBook book;
    private final List<Answer> answers = new ArrayList<>(4);

    /** With the book that releases close their account in. */
    public TortureCall(CallBook book) {
        this.book = book;
    }

    /** Where a release tells how often it was called, once it is stopped. */
    public CallBook book() {
        return book;
    }

    /**
     * Takes a hook's answer.
     *
     * @param stopped whether the hook was told to stop before its call had ended
     */
    public void answer(String plugin, String version, boolean stopped) {
        answers.add(new Answer(plugin, version, stopped));
    }

    /** The answers so far, in the order of the chain. */
    public List<Answer> answers() {
        return List.copyOf(answers);
    }

    /**
     * What a hook said.
     *
     * @param plugin symbolic name of its plugin
     * @param version its version
     * @param stopped whether it was told to stop before its call had ended
     */
    public record Answer(String plugin, String version, boolean stopped) {}
}
