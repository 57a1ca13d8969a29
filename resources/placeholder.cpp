namespace tokenmeter {}
