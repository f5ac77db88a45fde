
# The first argument of these commands is a query: its last word is completed as the collection has it.
complete -c fiche -n "__fish_seen_subcommand_from search timeline suggest" -f -k -a "(fiche suggest --words -- (commandline -ct) 2>/dev/null)"
