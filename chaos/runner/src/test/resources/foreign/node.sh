#!/usr/bin/env bash
# A node that owes nothing to Arbiter: echo, and registers in memory. Alone it is linearizable, until it is killed.
declare -A values

field() { # field NAME: prints it from $line; empty if absent
  local pattern="\"$1\":(\"([^\"]*)\"|(-?[0-9]+))"
  if [[ "$line" =~ $pattern ]]; then printf '%s' "${BASH_REMATCH[2]}${BASH_REMATCH[3]}"; fi
}

reply() { # reply BODY
  printf '{"src":"%s","dest":"%s","body":{"in_reply_to":%s,%s}}\n' "$(field dest)" "$(field src)" "$(field msg_id)" "$1"
}

while IFS= read -r line; do
  key="$(field key)"
  case "$(field type)" in
    init) reply '"type":"init_ok"' ;;
    echo) reply "\"type\":\"echo_ok\",\"echo\":\"$(field echo)\"" ;;
    write)
      values[$key]="$(field value)"
      reply '"type":"write_ok"'
      ;;
    read)
      if [[ -n "${values[$key]:-}" ]]; then
        reply "\"type\":\"read_ok\",\"value\":${values[$key]}"
      else
        reply '"type":"error","code":20,"text":"no such key"'
      fi
      ;;
    cas)
      if [[ "${values[$key]:-}" == "$(field from)" ]]; then
        values[$key]="$(field to)"
        reply '"type":"cas_ok"'
      else
        reply '"type":"error","code":22,"text":"another value"'
      fi
      ;;
    *) reply '"type":"error","code":10,"text":"not supported"' ;;
  esac
done
