package io.hookline.runtime.client;

import java.io.IOException;

/** What a refused request means, where the answer does not say it. */
final class Refusals {

    private Refusals() {}

    /**
     * The reason for the user.
     *
     * @param status the status of the answer
     * @param text its body, which may be problem details, or empty
     */
    static String detail(int status, String text) {
        try {
            String detail = AdminConnection.values(text).get("detail");
            if (detail != null && !detail.isEmpty()) {
                return detail;
            }
        } catch (IOException e) {
            // It is no JSON: the status has to do.
        }
        return switch (status) {
            case 401 -> "the token is not valid, or has expired. Make another one: hookline token create NAME";
            case 403 -> "the role of the token does not suffice for this command";
            case 404 -> "nothing is there that this client knows: is it the address of the admin API?";
            case 413 -> "the command line, or the file, is larger than the instance takes";
            case 429 -> "too many requests: try again in a moment";
            case 503 -> "the instance is too busy: try again in a moment";
            default ->
                "the instance answers with status " + status + " and no reason; its log may have one: hookline logs";
        };
    }
}
