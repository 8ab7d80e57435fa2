package io.hookline.torture.hook;

import java.util.ArrayList;
import java.util.List;

/** One call, which collects the answers of its hooks. Used by one thread. */
public final class TortureCall {

    private final CallCountListener listener;
    private final List<Answer> answers = new ArrayList<>(4);

    /** With the listener that gets the call counts of releases. */
    public TortureCall(CallCountListener listener) {
        this.listener = listener;
    }

    /** The listener to which a hook reports its call count when it is stopped. */
    public CallCountListener listener() {
        return listener;
    }

    /**
     * Adds a hook's answer.
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
     * The answer of one hook.
     *
     * @param plugin symbolic name of its plugin
     * @param version its version
     * @param stopped whether it was told to stop before its call had ended
     */
    public record Answer(String plugin, String version, boolean stopped) {}
}
