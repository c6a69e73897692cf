package io.arbiter.server.doctor;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** For scripts. */
final class DiagnosisJson {
    private DiagnosisJson() {}

    static String of(Diagnosis found) {
        var json = new JsonObject();
        json.addProperty("directory", found.directory().toString());
        var files = new JsonArray();
        found.files().forEach(item -> {
            var file = new JsonObject();
            file.addProperty("file", item.file());
            file.addProperty("readable", item.readable());
            file.addProperty("content", item.content());
            files.add(file);
        });
        json.add("files", files);
        found.state().ifPresent(state -> {
            var snapshot = new JsonObject();
            snapshot.addProperty("index", state.index());
            snapshot.addProperty("sessions", state.sessions());
            snapshot.addProperty("leases", state.leases());
            snapshot.addProperty("last_token", state.lastToken());
            json.add("snapshot", snapshot);
        });
        json.addProperty("log_entries", found.entries());
        var repairs = new JsonArray();
        found.repairs().forEach(repairs::add);
        json.add("repairs", repairs);
        json.addProperty("exit", found.exit().code());
        json.addProperty("verdict", found.verdict());
        return new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .create()
                        .toJson(json) + "\n";
    }
}
