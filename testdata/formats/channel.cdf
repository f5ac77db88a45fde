<?xml version="1.0"?>
<CHANNEL HREF="https://post.example/" LASTMOD="2022-03-14T08:00:00Z">
  <TITLE>The Harbour Post</TITLE>
  <ABSTRACT>News of the harbour</ABSTRACT>
  <ITEM HREF="/quay" LASTMOD="2022-03-14T07:30:00Z">
    <TITLE>Quay opened</TITLE>
    <ABSTRACT>The quay was opened to ships again on Monday.</ABSTRACT>
  </ITEM>
</CHANNEL>
