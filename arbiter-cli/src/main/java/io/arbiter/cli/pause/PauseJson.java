package io.arbiter.cli.pause;

import com.google.gson.JsonObject;

/** What became of a scope, for programs. */
final class PauseJson {
    private PauseJson() {}

    static JsonObject of(String scope, boolean paused, long version) {
        var answer = new JsonObject();
        answer.addProperty("scope", scope);
        answer.addProperty("paused", paused);
        answer.addProperty("version", Long.toString(version));
        return answer;
    }
}
